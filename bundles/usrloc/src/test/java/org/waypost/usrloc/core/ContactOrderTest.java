package org.waypost.usrloc.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.waypost.usrloc.core.Fixture.call;
import static org.waypost.usrloc.core.Fixture.contact;
import static org.waypost.usrloc.core.Fixture.q;

import org.junit.jupiter.api.Test;
import org.waypost.usrloc.Compat;

/** The sequences of the KAMAILIO tests were seen on Kamailio 5.6.3. */
class ContactOrderTest {

    private int cseq;

    @Test
    void ordersByQWithEqualOnesOldestFirstAndNoneLast() {
        Fixture f = new Fixture();
        register(f, "n", -1, Compat.KAMAILIO);
        register(f, "a", 500, Compat.KAMAILIO);
        register(f, "z", 0, Compat.KAMAILIO);
        register(f, "b", 500, Compat.KAMAILIO);
        register(f, "c", 800, Compat.KAMAILIO);

        assertThat(f.order("a")).isEqualTo("cabzn");
    }

    @Test
    void keepsAPlaceThatStillFits() {
        for (Compat compat : Compat.values()) {
            Fixture f = xyzw();
            register(f, "y", 400, compat);
            assertThat(f.order("a")).isEqualTo("xyzw");
            register(f, "y", 900, compat);
            assertThat(f.order("a")).isEqualTo("xyzw");
            register(f, "z", 400, compat);
            assertThat(f.order("a")).isEqualTo("xyzw");
        }
    }

    @Test
    void misplacesAChangedQAsKamailioDoes() {
        Fixture f = xyzw();
        register(f, "w", 450, Compat.KAMAILIO);
        assertThat(f.order("a")).isEqualTo("wxyz");

        f = xyzw();
        register(f, "y", 300, Compat.KAMAILIO);
        assertThat(f.order("a")).isEqualTo("yxzw");
        register(f, "z", 1000, Compat.KAMAILIO);
        assertThat(f.order("a")).isEqualTo("yxwz");
        register(f, "y", 950, Compat.KAMAILIO);
        assertThat(f.order("a")).isEqualTo("yxwz");

        f = xyzw();
        register(f, "z", -1, Compat.KAMAILIO);
        assertThat(f.order("a")).isEqualTo("zxyw");
    }

    @Test
    void insertsBeforeTheFirstLowerQOfAMisplacedList() {
        Fixture f = new Fixture();
        register(f, "a", 500, Compat.KAMAILIO);
        register(f, "b", 300, Compat.KAMAILIO);
        register(f, "c", 800, Compat.KAMAILIO);
        register(f, "c", 100, Compat.KAMAILIO);
        register(f, "d", 400, Compat.KAMAILIO);
        register(f, "e", 200, Compat.KAMAILIO);
        register(f, "f", 500, Compat.KAMAILIO);

        assertThat(f.order("a")).isEqualTo("fdecab");
    }

    @Test
    void sortsAChangedQInByRfc() {
        Fixture f = xyzw();
        register(f, "w", 450, Compat.RFC);
        assertThat(f.order("a")).isEqualTo("xywz");
        register(f, "x", 0, Compat.RFC);
        assertThat(f.order("a")).isEqualTo("ywzx");
    }

    @Test
    void putsTheNewestFirstInTimeOrder() {
        for (Compat compat : Compat.values()) {
            Fixture f = new Fixture("desc_time_order", 1);
            register(f, "x", 900, compat);
            register(f, "y", 500, compat);
            register(f, "z", 400, compat);
            assertThat(f.order("a")).isEqualTo("zyx");
            register(f, "x", 100, compat);
            assertThat(f.order("a")).isEqualTo("xzy");
            register(f, "x", 200, compat);
            assertThat(f.order("a")).isEqualTo("xzy");
        }
    }

    private Fixture xyzw() {
        Fixture f = new Fixture();
        register(f, "x", 900, Compat.KAMAILIO);
        register(f, "y", 500, Compat.KAMAILIO);
        register(f, "z", 400, Compat.KAMAILIO);
        register(f, "w", 100, Compat.KAMAILIO);
        return f;
    }

    private void register(Fixture f, String user, int q, Compat compat) {
        Fixture.register(f.service, "a", q(call(contact(user), "one", ++cseq), q), compat);
    }
}
