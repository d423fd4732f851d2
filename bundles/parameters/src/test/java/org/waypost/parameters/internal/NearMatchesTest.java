package org.waypost.parameters.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearMatchesTest {

    private static final List<String> NAMES =
            List.of("default_expires", "default_expires_range", "max_contacts", "use_path");

    @Test
    void findsTheNearestFirst() {
        assertThat(NearMatches.of("defualt_expires", NAMES)).containsExactly("default_expires");
        assertThat(NearMatches.of("expires", NAMES)).containsExactly("default_expires", "default_expires_range");
    }

    @Test
    void findsNothingForAnUnrelatedWord() {
        assertThat(NearMatches.hint("q", NAMES)).isEmpty();
        assertThat(NearMatches.hint("gruu_enabled", NAMES)).isEmpty();
    }
}
