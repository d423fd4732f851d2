package org.waypost.registrar.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.waypost.registrar.LookupRequest;
import org.waypost.registrar.RegistrarExtension;
import org.waypost.registrar.Rejection;
import org.waypost.registrar.Resolution;
import org.waypost.registrar.SaveRequest;
import org.waypost.sip.Branch;
import org.waypost.sip.ByteSink;
import org.waypost.usrloc.Contact;

class ExtensionsTest {

    private final Harness harness = new Harness();

    @Test
    void asksTheHighestRankedFirst() {
        List<String> asked = new ArrayList<>();
        for (int ranking : new int[] {5, 10, 1}) {
            harness.add(
                    new RegistrarExtension() {
                        @Override
                        public Optional<Rejection> check(SaveRequest request) {
                            asked.add(ranking + " " + request.aor() + " " + request.kind());
                            return Optional.empty();
                        }
                    },
                    ranking);
        }
        harness.register(1, "Contact: <sip:a@h>");
        harness.registrar.unbindExtension(new TestReference(5));
        harness.register(2, "Contact: *", "Expires: 0");
        assertThat(asked)
                .containsExactly(
                        "10 alice CONTACTS", "5 alice CONTACTS", "1 alice CONTACTS", "10 alice STAR", "1 alice STAR");
    }

    @Test
    void refusesBeforeTheTableIsRead() {
        harness.register(1, "Contact: <sip:a@h>");
        harness.add(rejecting(true), 1);
        assertThat(harness.register(2, "Contact: <sip:b@h>"))
                .isEqualTo("420 Bad Extension\nUnsupported: path\nP-Registrar-Error: No");
        assertThat(harness.stored("alice")).hasSize(1);
        assertThat(harness.statistics()).containsEntry("rejected_regs", 1L);
    }

    @Test
    void refusesAfterStoringAsKamailioAndBeforeByTheRfc() {
        harness.add(rejecting(false), 1);
        assertThat(harness.register(1, "Contact: <sip:a@h>"))
                .isEqualTo(
                        "420 Bad Extension\nContact: <sip:a@h>;expires=3600\nUnsupported: path\nP-Registrar-Error: No");
        assertThat(harness.code).isEqualTo(1);
        assertThat(harness.stored("alice")).hasSize(1);
        harness.set("compat", "rfc");
        assertThat(harness.register(2, "Contact: <sip:b@h>"))
                .startsWith("420 Bad Extension\nUnsupported: path\nP-Registrar-Error: No\nDate: ");
        assertThat(harness.stored("alice")).hasSize(1);
    }

    @Test
    void storesNothingThoughItAnswersOk() {
        harness.register(1, "Contact: <sip:a@h>");
        harness.add(
                new RegistrarExtension() {
                    @Override
                    public Optional<Rejection> check(SaveRequest request) {
                        return Optional.of(new Rejection(200, "OK", "", ""));
                    }
                },
                1);
        assertThat(harness.register(2, "Contact: <sip:b@h>")).isEqualTo("200 OK");
        assertThat(harness.code).isEqualTo(-1);
        assertThat(harness.stored("alice")).hasSize(1);
    }

    @Test
    void refusesContactsOnceTheRecordIsRead() {
        harness.register(1, "Contact: <sip:a@h>");
        harness.add(
                new RegistrarExtension() {
                    @Override
                    public Optional<Rejection> checkContacts(SaveRequest request) {
                        return Optional.of(Rejection.badRequest("Path parse error"));
                    }
                },
                1);
        assertThat(harness.register(2, "Contact: <sip:b@h>;q=9"))
                .as("before the contact is looked at")
                .isEqualTo("400 Bad Request\nContact: <sip:a@h>;expires=3600\nP-Registrar-Error: Path parse error");
        assertThat(harness.register(3)).startsWith("200 OK");
        assertThat(harness.stored("alice")).hasSize(1);
    }

    @Test
    void showsTheContactsAndTheOptionTagsOfTheRequest() {
        List<String> seen = new ArrayList<>();
        harness.add(
                new RegistrarExtension() {
                    @Override
                    public Optional<Rejection> check(SaveRequest request) {
                        request.contacts()
                                .forEach(contact -> seen.add(contact.uri() + " " + contact.hasInstance() + " "
                                        + contact.instance() + " " + contact.hasRegId() + " " + contact.regId()));
                        for (String tag : List.of("path", "outbound", "gruu")) {
                            seen.add(tag + " " + request.supports(tag) + " " + request.requires(tag));
                        }
                        return Optional.empty();
                    }
                },
                1);
        harness.register(
                1,
                "Supported: 100rel,\r\n\tPATH timer",
                "k: gruux",
                "k: outbound",
                "Require: x;path, gruu",
                "Contact: <sip:a@h>;+sip.instance=\"<i>\";reg-id, <sip:b@h>");
        assertThat(seen)
                .containsExactly(
                        "sip:b@h false  false ",
                        "sip:a@h true <i> true ",
                        "path true false",
                        "outbound true false",
                        "gruu false true");
    }

    @Test
    void ignoresRegIdsThatAnExtensionDoesNotHonour() {
        boolean[] honours = {false};
        harness.add(
                new RegistrarExtension() {
                    @Override
                    public boolean honoursRegId(SaveRequest request) {
                        return honours[0];
                    }
                },
                1);
        String instance = ";+sip.instance=\"<i>\"";
        assertThat(harness.register(1, "Contact: <sip:a@h>" + instance + ";reg-id=0"))
                .isEqualTo("200 OK\nContact: <sip:a@h>;expires=3600" + instance);
        assertThat(harness.register(2, "Contact: <sip:b@h>" + instance + ";reg-id=1"))
                .as("replaces the one of the same instance")
                .isEqualTo("200 OK\nContact: <sip:b@h>;expires=3600" + instance);
        honours[0] = true;
        harness.register(3, "Contact: <sip:b@h>" + instance + ";reg-id=1");
        assertThat(harness.stored("alice")).extracting(Contact::regId).containsExactly(0, 1);
    }

    @Test
    void addsToTheContactTheReplyAndTheBranch() {
        harness.add(
                new RegistrarExtension() {
                    @Override
                    public Contact store(SaveRequest request, Contact contact) {
                        return contact.withPath("<sip:p;lr>");
                    }

                    @Override
                    public void contactParameters(SaveRequest request, Contact contact, ByteSink out) {
                        out.put(";gruu=1");
                    }

                    @Override
                    public void replyHeaders(SaveRequest request, int status, ByteSink out) {
                        out.put("Path: " + status + "\r\n");
                    }

                    @Override
                    public Branch branch(Contact contact, Branch branch) {
                        return branch.withDestination("sip:elsewhere");
                    }
                },
                1);
        assertThat(harness.register(1, "Contact: <sip:a@h>;received=\"r\";+sip.instance=\"<i>\""))
                .isEqualTo(
                        "200 OK\nContact: <sip:a@h>;expires=3600;received=\"r\";gruu=1;+sip.instance=\"<i>\"\nPath: 200");
        harness.lookup("INVITE", "sip:alice@x");
        assertThat(harness.context.target().destination()).isEqualTo("sip:elsewhere");
        assertThat(harness.context.target().path()).isEqualTo("<sip:p;lr>");
    }

    @Test
    void resolvesAUriOfItsOwn() {
        harness.register(1, "Contact: <sip:a@h>", "Contact: <sip:b@h>");
        harness.add(
                new RegistrarExtension() {
                    @Override
                    public Optional<Resolution> resolve(LookupRequest request) {
                        return request.uri().parameter("gr").map(gr -> switch (gr.toString()) {
                            case "" -> Resolution.MALFORMED;
                            case "none" -> Resolution.of(List.of());
                            default -> Resolution.of(harness.stored("alice").subList(1, 2));
                        });
                    }
                },
                1);
        assertThat(harness.lookup("INVITE", "sip:x@h;gr=i")).isEqualTo(1);
        assertThat(harness.targets()).containsExactly("sip:b@h");
        assertThat(harness.lookup("INVITE", "sip:x@h;gr=none")).isEqualTo(-1);
        assertThat(harness.lookup("INVITE", "sip:x@h;gr")).isEqualTo(-3);
        assertThat(harness.lookup("INVITE", "sip:alice@h")).isEqualTo(1);
        assertThat(harness.targets()).hasSize(2);
        assertThat(harness.registrar.lookupToDset(harness.context, "location", "sip:x@h;gr=i"))
                .isEqualTo(1);
        assertThat(harness.targets()).as("adds none").hasSize(2);
    }

    @Test
    void takesOneContactOfADeviceOrByTheRfcAllItsFlows() {
        String instance = ";+sip.instance=\"<i>\"";
        harness.register(1, "Contact: <sip:a@h>;q=0.5" + instance);
        harness.register(2, "Contact: <sip:b@h>;reg-id=1;q=0.6" + instance);
        harness.register(3, "Contact: <sip:c@h>;reg-id=2;q=0.7" + instance);
        harness.add(
                new RegistrarExtension() {
                    @Override
                    public Optional<Resolution> resolve(LookupRequest request) {
                        return Optional.of(Resolution.of(request.location()
                                .find(request.table(), request.aor().orElseThrow())
                                .orElseThrow()
                                .contacts()));
                    }
                },
                1);
        harness.lookup("INVITE", "sip:alice@h;gr=i");
        assertThat(harness.targets()).containsExactly("sip:c@h");
        harness.set("compat", "rfc");
        harness.lookup("INVITE", "sip:alice@h;gr=i");
        assertThat(harness.targets()).containsExactly("sip:c@h", "sip:b@h");
    }

    private static RegistrarExtension rejecting(boolean before) {
        Optional<Rejection> rejection = Optional.of(Rejection.badExtension("No", "path"));
        return new RegistrarExtension() {
            @Override
            public Optional<Rejection> check(SaveRequest request) {
                return before ? rejection : Optional.empty();
            }

            @Override
            public Optional<Rejection> review(SaveRequest request) {
                return before ? Optional.empty() : rejection;
            }
        };
    }
}
