package org.waypost.usrloc.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.waypost.usrloc.core.Fixture.call;
import static org.waypost.usrloc.core.Fixture.contact;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.waypost.sip.Value;
import org.waypost.sip.Xavps;
import org.waypost.sip.Xavps.Entry;
import org.waypost.sip.transport.state.XavpList;
import org.waypost.usrloc.Contact;
import org.waypost.usrloc.ContactAttribute;

/** What parameter xavp_contact keeps with a contact. */
class ContactAttributesTest {

    private final Xavps xavps = new XavpList();

    @Test
    void takesTheFieldsOfTheNewestXavpWithoutItsLists() {
        push("ua", Entry.of("old", Value.of(1)));
        push("ua", Entry.of("a", Value.of("one")), Entry.of("n", Value.of(5)), Entry.of("list", xavps.newList()));

        assertThat(ContactAttribute.of(xavps, "ua"))
                .containsExactly(new ContactAttribute("a", Value.of("one")), new ContactAttribute("n", Value.of(5)));
        assertThat(ContactAttribute.of(xavps, "other")).isEmpty();
    }

    @Test
    void restoresThemAsLookupDoes() {
        push("zz", Entry.of("a", Value.of("z")));
        push("ua", Entry.of("a", Value.of("pre0")));
        push("ua", Entry.of("a", Value.of("pre1")));

        for (int i = 0; i < 3; i++) {
            ContactAttribute.restore(attributes("c" + i), xavps, "ua", i);
        }

        assertThat(values("ua")).containsExactly("c0", "c1", "c2", "pre1", "pre0");
        assertThat(values("zz")).containsExactly("z");
    }

    @Test
    void restoresThemAsLookupToDsetDoes() {
        push("ua", Entry.of("a", Value.of("pre0")));
        push("ua", Entry.of("a", Value.of("pre1")));

        for (int i = 0; i < 3; i++) {
            ContactAttribute.restore(attributes("c" + i), xavps, "ua", 1 + i);
        }

        assertThat(values("ua")).containsExactly("pre1", "c0", "c1", "c2", "pre0");
    }

    @Test
    void restoresNothingForAContactWithout() {
        ContactAttribute.restore(List.of(), xavps, "ua", 0);

        assertThat(xavps.count("ua")).isZero();
    }

    @Test
    void belongToTheLastRegister() {
        Fixture f = new Fixture("xavp_contact", "ua");
        assertThat(f.service.contactXavp()).isEqualTo("ua");
        Contact x = contact("x");

        f.register("a", x.withAttributes(attributes("one")));
        assertThat(f.contacts("a").get(0).attributes()).isEqualTo(attributes("one"));
        f.register("a", call(x, "two", 1).withAttributes(attributes("new")));
        assertThat(f.contacts("a").get(0).attributes()).isEqualTo(attributes("new"));
        f.register("a", call(x, "three", 1));
        assertThat(f.contacts("a").get(0).attributes()).isEmpty();
    }

    private void push(String name, Entry... fields) {
        Xavps list = xavps.newList();
        for (Entry field : fields) {
            list.append(field);
        }
        xavps.push(Entry.of(name, list));
    }

    private List<String> values(String name) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i < xavps.count(name); i++) {
            Xavps fields = xavps.get(name, i).orElseThrow().fields().orElseThrow();
            values.add(fields.get("a", 0).orElseThrow().value().text());
        }
        return values;
    }

    private static List<ContactAttribute> attributes(String value) {
        return List.of(new ContactAttribute("a", Value.of(value)));
    }
}
