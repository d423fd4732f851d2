package org.waypost.parameters.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.waypost.parameters.Change;
import org.waypost.parameters.text.Imported.Skipped;

class ModparamTextTest {

    private final FixedCatalogue catalogue = new FixedCatalogue();

    @Test
    void readsNumbersAndTextsInEitherQuote() {
        assertThat(changes("""
                        modparam("registrar", "max_contacts", 7)
                        modparam('registrar','received_param','a\\tb')
                        modparam ( "usrloc" , "xavp_contact" , "u" "l" ) ; modparam("registrar", "default_q", -1)
                        """))
                .containsExactly(
                        Change.set("registrar", "max_contacts", "7"),
                        Change.set("registrar", "received_param", "a\\tb"),
                        Change.set("usrloc", "xavp_contact", "ul"),
                        Change.set("registrar", "default_q", "-1"));
    }

    @ParameterizedTest
    @CsvSource({"0x10,16", "010,8", "yes,1", "off,0", "\"12\",12", "\" 3 \",3"})
    void readsANumberInEachFormThatKamailioHas(String written, String value) {
        assertThat(changes("modparam(\"registrar\", \"max_contacts\", " + written + ")"))
                .containsExactly(Change.set("registrar", "max_contacts", value));
    }

    @Test
    void readsEscapesInDoubleQuotesOnly() {
        assertThat(changes("modparam(\"registrar\", \"received_param\", \"a\\\"b\\\\c\\n\")"))
                .containsExactly(Change.set("registrar", "received_param", "a\"b\\c\n"));
    }

    @Test
    void readsWhatStandsOnSeveralLinesAndBetweenComments() {
        assertThat(changes("""
                        # modparam("registrar", "max_contacts", 1)
                        // modparam("registrar", "max_contacts", 2)
                        /* modparam("registrar", "max_contacts", 3)
                         */ modparam("registrar",  # the module
                            "max_contacts",
                            /* four */ 4)
                        request_route { if (1 == 2) { xlog("modparam(\\"registrar\\", \\"max_contacts\\", 5)"); } }
                        """)).containsExactly(Change.set("registrar", "max_contacts", "4"));
    }

    @Test
    void setsAParameterOfEachModuleThatIsNamedOrMatches() {
        assertThat(changes("modparam(\"registrar|usrloc\", \"use_domain\", 1)"))
                .containsExactly(Change.set("usrloc", "use_domain", "1"));
        assertThat(changes("modparam(\"USR.*\", \"use_domain\", 1)"))
                .containsExactly(Change.set("usrloc", "use_domain", "1"));
        assertThat(read("modparam(\"registrar|usrloc|acc\", \"use_domain\", 1)").skipped())
                .extracting(Skipped::why)
                .containsExactly("there is no module 'acc' here", "module registrar has no parameter 'use_domain'");
    }

    @Test
    void tellsAValueThatIsRefusedFromAParameterThatIsUnknown() {
        Imported imported = read("""
                modparam("usrloc", "use_domain", "maybe")
                modparam("usrloc", "no_such_parameter", 1)
                """);
        assertThat(imported.changes()).isEmpty();
        assertThat(imported.skipped()).extracting(Skipped::isRefused).containsExactly(true, false);
    }

    @Test
    void findsWhatAnotherModuleHasHere() {
        Imported imported = read("""
                modparam("rr", "enable_full_lr", 1)
                modparam("rr", "custom_user_avp", "$avp(x)")
                """);
        assertThat(imported.changes()).containsExactly(Change.set("proxy", "enable_full_lr", "1"));
        assertThat(imported.skipped())
                .containsExactly(new Skipped(
                        2, "modparam(\"rr\", \"custom_user_avp\", \"$avp(x)\")", "there is no module 'rr' here"));
    }

    @Test
    void takesNamesForWhatTheyAreDefinedAs() {
        assertThat(changes("""
                        #!KAMAILIO
                        #!define MOST 12
                        #!define MANY MOST
                        #!trydef MANY 13
                        !!define DBURL "mysql://u@h/d"
                        modparam("registrar", "max_contacts", MANY)
                        modparam("usrloc", "db_url", DBURL)
                        """))
                .containsExactly(
                        Change.set("registrar", "max_contacts", "12"), Change.set("usrloc", "db_url", "mysql://u@h/d"));
    }

    @Test
    void leavesOutWhatAConditionLeavesOut() {
        assertThat(changes("""
                        #!define WITH_DB
                        #!ifdef WITH_DB
                        modparam("registrar", "max_contacts", 1)
                          #!ifndef WITH_DB
                          modparam("registrar", "max_contacts", 2)
                          #!define MORE
                          #!else
                          modparam("registrar", "max_contacts", 3)
                          #!endif
                        #!else
                        modparam("registrar", "max_contacts", 4)
                        #!endif
                        #!ifdef MORE
                        modparam("registrar", "max_contacts", 5)
                        #!endif
                        modparam("usrloc", "use_domain", 1)
                        """))
                .extracting(change -> change.value().orElseThrow())
                .containsExactly("1", "3", "1");
    }

    @Test
    void saysWhichLinesAreNotTakenOverAndWhy() {
        Imported imported = read("""
                #!substdef "!MY_IP!192.0.2.1!g"
                modparam("registrar", "received_param", "x-MY_IP")

                modparam("registrar", "max_contacts", HOW_MANY)
                modparam("registrar", "max_contacts", 1001)
                modparam("registrar", "no_such", 1)
                modparam("registrar", "max_contacts", 1 + 2)
                modparam("registrar")
                modparam("acc|tm", "x", 1)
                modparam("a(", "x", 1)
                include_file "more.cfg"
                #!import_file "less.cfg"
                modparamx("registrar", "max_contacts", "$var(x)")
                #!ifexp 1 > 2
                modparam("registrar", "max_contacts", 3)
                #!endif
                """);
        assertThat(imported.changes()).isEmpty();
        assertThat(imported.skipped())
                .extracting(skipped -> skipped.line() + " " + skipped.why())
                .containsExactly(
                        "2 it holds MY_IP, which #!substdef replaces",
                        "4 what HOW_MANY stands for is not known",
                        "5 registrar.max_contacts: '1001' is refused; an integer of -1..1000 is wanted",
                        "6 module registrar has no parameter 'no_such'",
                        "7 its value is not understood; a text in quotes or a number is wanted",
                        "8 it is not understood; modparam(\"module\", \"parameter\", value) is wanted",
                        "9 there is no module 'acc' here",
                        "9 there is no module 'tm' here",
                        "10 'a(' is no pattern for modules",
                        "11 it is not read; import that file itself",
                        "12 it is not read; import that file itself",
                        "13 modparamx is not understood, as its value may be an expression",
                        "14 this condition is not understood, what depends on it is left out");
    }

    @Test
    void masksThePasswordInALineThatIsNotTakenOver() {
        assertThat(read("modparam(\"acc\", \"db_url\", \"mysql://me:secret@host/db\")")
                        .skipped())
                .extracting(Skipped::text)
                .containsExactly("modparam(\"acc\", \"db_url\", \"mysql://me:********@host/db\")");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "modparam",
                "modparam(",
                "modparam(\"registrar\",\"max_contacts\",",
                "modparam(\"registrar\", \"max_contacts",
                "/* never ends",
                "#!define",
                "#!endif",
                "#!else",
                "#!substdef \"",
                "modparam(\"registrar\", \"max_contacts\", 99999999999999999999999999)",
                "#!define A B\n#!define B A\nmodparam(\"registrar\", \"max_contacts\", A)",
                "\"\\"
            })
    void survivesWhatIsCutOffOrMakesNoSense(String text) {
        assertThat(changes(text)).isEmpty();
    }

    @Test
    void writesWhatIsSet() {
        FixedCatalogue some = new FixedCatalogue(
                Change.set("registrar", "max_contacts", "3"),
                Change.set("registrar", "received_param", "a \"b\"\\"),
                Change.set("transport", "server_signature", "false"),
                Change.set("usrloc", "db_password", "secret"),
                Change.set("usrloc", "db_url", "mysql://me:secret@host/db"));
        String text = ModparamText.write(some, false);
        assertThat(text).isEqualTo("""
                        modparam("registrar", "max_contacts", 3)
                        modparam("registrar", "received_param", "a \\"b\\"\\\\")
                        modparam("transport", "server_signature", 0)
                        # modparam("usrloc", "db_password", (left out: it holds a password))
                        # modparam("usrloc", "db_url", (left out: it holds a password))
                        """);
        assertThat(ModparamText.read(text, some))
                .isEqualTo(new Imported(
                        List.of(
                                Change.set("registrar", "max_contacts", "3"),
                                Change.set("registrar", "received_param", "a \"b\"\\"),
                                Change.set("transport", "server_signature", "0")),
                        List.of()));
    }

    @Test
    void writesAllIfWanted() {
        assertThat(ModparamText.write(catalogue, true).lines())
                .hasSize(10)
                .contains("modparam(\"usrloc\", \"db_password\", \"\")", "modparam(\"registrar\", \"default_q\", -1)");
    }

    private List<Change> changes(String text) {
        return read(text).changes();
    }

    private Imported read(String text) {
        return ModparamText.read(text, catalogue);
    }
}
