package org.waypost.registrar.gruu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.waypost.sip.Octets;
import org.waypost.usrloc.AddressRecord;

class AorHashTest {

    @ParameterizedTest
    @CsvSource({
        "anonymous, 3819435025",
        "alice, 1834153949",
        "alice@example.com, 2920418261",
        "3000, 895388695",
        "bob, 7222211",
        "'', 0"
    })
    void isKamailios(String aor, long hash) {
        assertThat(Integer.toUnsignedLong(AddressRecord.hash(aor))).isEqualTo(hash);
    }

    @ParameterizedTest
    @CsvSource({
        "alice, dd7f25d6",
        "bob, 3c33e6",
        "al, 15d6",
        "a@l, 9797d6",
        "zed, 61c357",
        "alice@example.com, 5db021ea",
        "'', ''"
    })
    void isWrittenTheLowNibbleFirst(String aor, String written) {
        assertThat(AorHash.write(AddressRecord.hash(aor))).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource({
        "dd7f25d6, 1834153949",
        "DD7F25D6, 1834153949",
        "dd7f25d600, 1834153949",
        "dd7f25d61f, 1834153949",
        "'', 0",
        "0, 0",
        "g, -1",
        "3c-33, -1"
    })
    void isReadInAnyCaseAndCut(String digits, long hash) {
        assertThat(AorHash.read(Octets.of(digits))).isEqualTo(hash);
    }

    @ParameterizedTest
    @CsvSource({
        "'\u00e4', 8d10320e",
        "'\u00e4b', 1ba1320e",
        "'a\u00ff\u0080\u00fez', 294b2fc6",
        "'\u00ff\u00ff\u00ff\u00ff\u00ff', fcf4f31c"
    })
    void countsOctetsAbove127AsNegative(String aor, String written) {
        assertThat(AorHash.write(AddressRecord.hash(aor))).isEqualTo(written);
    }
}
