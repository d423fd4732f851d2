package org.waypost.parameters.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.waypost.parameters.Change;

class CfgTextTest {

    private final FixedCatalogue catalogue = new FixedCatalogue();

    @Test
    void readsWhatItWrote() {
        List<Change> set = List.of(
                Change.set("registrar", "max_contacts", "3"),
                Change.set("registrar", "received_param", "a\\b é"),
                Change.set("registrar", "use_path", "1"));
        FixedCatalogue some = new FixedCatalogue(set.toArray(Change[]::new));
        String text = CfgText.write(some, false);
        assertThat(text).isEqualTo("""
                        # waypost.registrar.cfg
                        max_contacts = 3
                        received_param = a\\\\b \\u00e9

                        # waypost.registrar.path.cfg
                        use_path = 1
                        """);
        assertThat(CfgText.read(text, catalogue)).isEqualTo(new Imported(set, List.of()));
    }

    @Test
    void leavesOutPasswords() {
        FixedCatalogue some = new FixedCatalogue(Change.set("usrloc", "db_password", "secret"));
        assertThat(CfgText.write(some, false))
                .isEqualTo("# waypost.usrloc.jdbc.cfg\n# db_password = (left out: it holds a password)\n");
        assertThat(CfgText.write(catalogue, true)).contains("db_password = \n", "use_path = 0\n");
    }

    @Test
    void readsTheLinesOfOneFile() {
        String text = "# use_path = 0\nuse_path: 1\nuse\\\n_path=0\n";
        assertThat(CfgText.read(text, "waypost.registrar.path", catalogue).changes())
                .containsExactly(Change.set("registrar", "use_path", "1"), Change.set("registrar", "use_path", "0"));
    }

    @Test
    void saysWhichLinesAreNotTakenOverAndWhy() {
        Imported imported = CfgText.read("""
                max_contacts = 1
                # waypost.registrar.cfg
                max_contacts = many
                received_param = \\uxyz

                use_path = 1
                # waypost.acc.cfg
                x = mysql://me:secret@host
                """, catalogue);
        assertThat(imported.changes()).isEmpty();
        assertThat(imported.skipped())
                .extracting(skipped -> skipped.line() + " " + skipped.text() + " | " + skipped.why())
                .containsExactly(
                        "1 max_contacts = 1 | no line such as '# waypost.registrar.cfg' stands before it",
                        "3 max_contacts = many | registrar.max_contacts: 'many' is refused; an integer of -1..1000 is"
                                + " wanted",
                        "4 received_param = \\uxyz | it cannot be read: Malformed \\uxxxx encoding.",
                        "6 use_path = 1 | waypost.registrar has no parameter 'use_path', it belongs to"
                                + " waypost.registrar.path",
                        "8 x = mysql://me:********@host | module acc has no parameter 'x'");
    }
}
