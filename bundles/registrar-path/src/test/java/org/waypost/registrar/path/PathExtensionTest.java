package org.waypost.registrar.path;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Path beside all else that a REGISTER may be refused for, and by flags of save(). The expectations were seen on Kamailio 5.6.3. */
class PathExtensionTest {

    private static final String A = "Contact: <sip:a@h>";
    private static final String P1 = "Path: <sip:p1;lr>";
    private static final String P2 = "Path: <sip:p2;lr>";
    private static final String SUPPORTED = "Supported: path";
    private static final String LISTED = "Contact: <sip:a@h>;expires=3600\n";
    private static final String REFUSED =
            "Unsupported: path\nPath: <sip:p1;lr>\nP-Registrar-Error: No support for found Path indicated";

    private final PathHarness path = new PathHarness("use_path", 1);

    @Test
    void replacesThePathWithEachRegister() {
        path.register(A, P1, SUPPORTED);
        path.register(A, P2, SUPPORTED);
        assertThat(path.paths()).isEqualTo("<sip:p2;lr>");
        path.register(A, SUPPORTED);
        assertThat(path.paths()).isEqualTo("-");
    }

    @Test
    void storesItWithEachContact() {
        assertThat(path.register("Contact: <sip:a@h>, <sip:b@h>", "Contact: <sip:c@h>;expires=0", P1, SUPPORTED))
                .isEqualTo("200 OK\nContact: <sip:b@h>;expires=3600, <sip:a@h>;expires=3600\nPath: <sip:p1;lr>");
        assertThat(path.paths()).isEqualTo("<sip:p1;lr> | <sip:p1;lr>");
    }

    @Test
    void looksAtThePathBeforeTheContactButAfterTheRecordIsRead() {
        path.register(A, SUPPORTED);
        assertThat(path.register("Contact: <sip:b@h>;q=7", "Path: x"))
                .isEqualTo("400 Bad Request\n" + LISTED + "P-Registrar-Error: Path parse error");
        assertThat(path.register("Contact: <sip:a@h>;expires=0", "Path: x"))
                .isEqualTo("400 Bad Request\n" + LISTED + "P-Registrar-Error: Path parse error");
        assertThat(path.register("Contact: *", "Path: x"))
                .isEqualTo("400 Bad Request\nP-Registrar-Error: * used in contact and expires is not zero");
    }

    @ParameterizedTest
    @ValueSource(strings = {SUPPORTED, "Subject: none"})
    void saysNothingOfAPathInOtherErrors(String tag) {
        path.register(A);
        assertThat(path.register("Contact: <sip:b@h>;q=7", P1, tag))
                .isEqualTo("400 Bad Request\n" + LISTED + "P-Registrar-Error: Invalid q param in contact");
    }

    @Test
    void refusesARemovalThatItCarriesOut() {
        path.register(A);
        assertThat(path.register("Contact: <sip:a@h>;expires=0", P1)).isEqualTo("420 Bad Extension\n" + REFUSED);
        assertThat(path.harness.code).isEqualTo(3);
        assertThat(path.paths()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {P1, "Path: x"})
    void doesNotLookAtThePathOfARemovalOfNothing(String header) {
        assertThat(path.register("Contact: <sip:a@h>;expires=0", header)).isEqualTo("200 OK");
        assertThat(path.register("Contact: <sip:a@h>;expires=0", header, SUPPORTED))
                .isEqualTo("200 OK");
    }

    @Test
    void tellsThePathOfARetransmissionThoughItIsNotStored() {
        path.harness.register(7, A, P1, SUPPORTED);
        assertThat(path.harness.register(7, A, P2, SUPPORTED)).isEqualTo("200 OK\n" + LISTED + "Path: <sip:p2;lr>");
        assertThat(path.harness.register(7, A, P1)).isEqualTo("420 Bad Extension\n" + LISTED + REFUSED);
        assertThat(path.paths()).isEqualTo("<sip:p1;lr>");
    }

    @ParameterizedTest
    @CsvSource({"2, false", "3, false", "6, false", "18, true", "19, true", "22, true"})
    void saysNothingOfThePathInAReplyThatIsSentApartUnlessItIsPrepared(int flags, boolean prepared) {
        String reply = path.save(flags, A, P1, SUPPORTED);
        assertThat(reply).isEqualTo("200 OK\n" + LISTED.strip() + (prepared ? "\nPath: <sip:p1;lr>" : ""));
        assertThat(path.save(flags, A, P1))
                .startsWith(prepared ? "420 Bad Extension\n" + LISTED + REFUSED : "200 OK\n" + LISTED.strip());
        assertThat(path.harness.code).isEqualTo(2);
        assertThat(path.save(flags, A, "Path: x")).startsWith("400 Bad Request\n");
    }

    @Test
    void keepsContactsWithDifferentPathsApartUnderMatchingMode2() {
        PathHarness apart = new PathHarness("use_path", 1, "path_mode", 1, "usrloc.matching_mode", 2);
        apart.register(A, P1);
        apart.register(A, P2);
        apart.register(A, P1);
        assertThat(apart.paths()).isEqualTo("<sip:p1;lr> | <sip:p2;lr>");
        apart.register("Contact: <sip:a@h>;expires=0", P2);
        assertThat(apart.paths()).isEqualTo("<sip:p1;lr>");
        apart.register(A);
        assertThat(apart.paths()).isEqualTo("-");
    }

    @Test
    void countsContactsWithDifferentPathsApart() {
        PathHarness limited =
                new PathHarness("use_path", 1, "path_mode", 1, "usrloc.matching_mode", 2, "max_contacts", 1);
        limited.register(A, P1);
        assertThat(limited.register(A, P2)).startsWith("503 Service Unavailable\n");
        assertThat(limited.register(A, P1)).startsWith("200 OK\n");
    }

    @Test
    void followsItsParametersWithTheNextRequest() {
        path.set("use_path", 0);
        assertThat(path.register(A, P1)).isEqualTo("200 OK\n" + LISTED.strip());
        path.set("use_path", 1);
        assertThat(path.register(A, P1)).isEqualTo("420 Bad Extension\n" + LISTED + REFUSED);
        path.set("path_mode", 1);
        assertThat(path.register(A, P1)).isEqualTo("200 OK\n" + LISTED.strip());
        path.set("path_mode", 3);
        assertThat(path.register(A, P1, SUPPORTED)).as("mode 1").endsWith("\nPath: <sip:p1;lr>");
    }

    @Test
    void putsThePathIntoTheXavpOfTheContactUnlessItIsMasked() {
        PathHarness telling = new PathHarness("use_path", 1, "xavp_rcd", "rcd");
        telling.register(A, P1, SUPPORTED);
        assertThat(telling.harness
                        .context
                        .xavps()
                        .get("rcd", 0)
                        .orElseThrow()
                        .fields()
                        .orElseThrow()
                        .get("path", 0))
                .hasValueSatisfying(path -> assertThat(path.value().text()).isEqualTo("<sip:p1;lr>"));
        telling.harness.set("xavp_rcd_mask", 16);
        telling.register(A, P1, SUPPORTED);
        assertThat(telling.harness
                        .context
                        .xavps()
                        .get("rcd", 0)
                        .orElseThrow()
                        .fields()
                        .orElseThrow()
                        .get("path", 0))
                .isEmpty();
    }

    @Test
    void storesNothingThatItRefusesByTheRfc() {
        PathHarness rfc = new PathHarness("use_path", 1, "compat", "rfc");
        assertThat(rfc.register(A, P1))
                .startsWith(
                        "420 Bad Extension\nUnsupported: path\nP-Registrar-Error: No support for found Path indicated\n");
        assertThat(rfc.paths()).isEmpty();
        assertThat(rfc.register(A, P1, SUPPORTED)).startsWith("200 OK\n" + LISTED + "Path: <sip:p1;lr>\n");
        assertThat(rfc.register(A, "Path: <sip:p1;lr>,<x>", SUPPORTED)).startsWith("400 Bad Request\n");
        assertThat(rfc.register(A, "Path: sip:p0,<sip:p1;lr>", SUPPORTED)).startsWith("400 Bad Request\n");
        assertThat(rfc.register(A, "Path: <sip:p1;lr>;x=y=z>", SUPPORTED)).startsWith("400 Bad Request\n");
        assertThat(rfc.paths()).isEqualTo("<sip:p1;lr>");
        assertThat(rfc.register(P1)).as("query").startsWith("200 OK\n");
    }

    @Test
    void understandsRequirePathByTheRfcWhileItIsInUse() {
        PathHarness rfc = new PathHarness("use_path", 1, "compat", "rfc");
        assertThat(rfc.register(A, P1, SUPPORTED, "Require: path")).startsWith("200 OK\n");
        rfc.set("use_path", 0);
        assertThat(rfc.register(A, P1, SUPPORTED, "Require: path"))
                .startsWith("420 Bad Extension\nUnsupported: path\n");
    }
}
