package org.waypost.bench.proc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class HeapHistogramTest {

    private static final String BEFORE = """
            4711:
             num     #instances         #bytes  class name (module)
            -------------------------------------------------------
               1:          1000          50000  [B (java.base@17.0.15)
               2:           500          12000  java.lang.String (java.base@17.0.15)
            Total          1500          62000
            """;

    private static final String AFTER = """
            4711:
             num     #instances         #bytes  class name (module)
            -------------------------------------------------------
               1:          3000         150000  [B (java.base@17.0.15)
               2:           400          40000  org.waypost.usrloc.Contact
               3:           500          12000  java.lang.String (java.base@17.0.15)
            Total          3900         202000
            """;

    @Test
    void addsUpTheBytesOfAllClasses() {
        assertThat(HeapHistogram.parse(BEFORE).total()).isEqualTo(62_000);
    }

    @Test
    void saysWhatGrewMostFirst() {
        HeapHistogram before = HeapHistogram.parse(BEFORE);

        assertThat(HeapHistogram.parse(AFTER).growth(before, 2))
                .containsExactly(Map.entry("[B", 100_000L), Map.entry("org.waypost.usrloc.Contact", 40_000L));
    }

    @Test
    void refusesWhatIsNoHistogram() {
        assertThatThrownBy(() -> HeapHistogram.parse("4711: no such process")).hasMessageContaining("no such process");
    }
}
