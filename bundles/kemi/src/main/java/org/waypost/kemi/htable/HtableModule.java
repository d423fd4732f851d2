package org.waypost.kemi.htable;

import static org.waypost.kemi.Arguments.integer;
import static org.waypost.kemi.Arguments.text;

import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.LoggerFactory;
import org.waypost.kemi.Functions;
import org.waypost.kemi.settings.LogOnce;
import org.waypost.sip.ScriptModule;
import org.waypost.sip.SipContext;
import org.waypost.sip.Value;

/**
 * {@code KSR.htable}: tables in memory that all requests share, with the return codes of Kamailio 5.6. Unlike there, {@code sht_setxs}
 * counts the seconds from now as {@code sht_setxi} does, an item whose time is over is gone at once, and not with the next round of
 * the timer, and a lock is lent for a second at most.
 */
@Component
public final class HtableModule implements ScriptModule {

    private static final int NOT_A_NUMBER = -255;

    private final LogOnce log = new LogOnce(LoggerFactory.getLogger(HtableModule.class));
    private final HashTables tables;
    private final Map<String, Signature> functions;

    @Activate
    public HtableModule(@Reference HashTables tables) {
        this.tables = tables;
        Functions all = new Functions("htable");
        addItems(all);
        addSearches(all);
        addIterators(all);
        functions = all.table();
    }

    @Override
    public String name() {
        return "htable";
    }

    @Override
    public Map<String, Signature> functions() {
        return functions;
    }

    private void addItems(Functions all) {
        all.add("sht_get", "ss", "Gives the value of an item, or nil.", (c, a) -> get(a, null))
                .add("sht_gete", "ss", "Gives the value of an item, or an empty text.", (c, a) -> get(a, ""))
                .add("sht_getw", "ss", "Gives the value of an item, or the text <null>.", (c, a) -> get(a, "<null>"))
                .add("sht_sets", "sss", "Sets an item to a text.", (c, a) -> set(a, Value.of(text(a, 2))))
                .add("sht_seti", "ssi", "Sets an item to a number.", (c, a) -> set(a, Value.of(integer(a, 2))))
                .add(
                        "sht_setxs",
                        "sssi",
                        "Sets an item to a text that lasts so many seconds.",
                        (c, a) -> on(a, -1, t -> t.set(text(a, 1), Value.of(text(a, 2)), integer(a, 3)) ? 1 : -1))
                .add(
                        "sht_setxi",
                        "ssii",
                        "Sets an item to a number that lasts so many seconds; gives 0.",
                        (c, a) -> on(a, -1, t -> t.set(text(a, 1), Value.of(integer(a, 2)), integer(a, 3)) ? 0 : -1))
                .add(
                        "sht_setex",
                        "ssi",
                        "Makes an item last so many seconds from now.",
                        (c, a) -> on(a, -1, t -> {
                            t.expire(text(a, 1), integer(a, 2));
                            return 1;
                        }))
                .add("sht_inc", "ss", "Adds one to a number and gives the result.", (c, a) -> change(a, n -> n + 1))
                .add("sht_dec", "ss", "Takes one from a number and gives the result.", (c, a) -> change(a, n -> n - 1))
                .add(
                        "sht_is_null",
                        "ss",
                        "Tells whether an item is missing: 1 yes, -1 no, -2 no but there is an initial value, 2 no table.",
                        (c, a) -> on(a, 2, t -> t.item(text(a, 1)).isPresent() ? -1 : t.hasInitial() ? -2 : 1))
                .add(
                        "sht_rm",
                        "ss",
                        "Removes an item.",
                        (c, a) -> on(a, -1, t -> {
                            t.remove(text(a, 1));
                            return 1;
                        }))
                .add(
                        "sht_reset",
                        "s",
                        "Removes all items; gives 0.",
                        (c, a) -> on(a, -1, t -> {
                            t.clear();
                            return 0;
                        }))
                .add(
                        "sht_lock",
                        "ss",
                        "Keeps others from locking an item, for a second at most.",
                        (c, a) -> on(a, -1, t -> {
                            t.locks().lock(text(a, 1), owner(c));
                            return 1;
                        }))
                .add(
                        "sht_unlock",
                        "ss",
                        "Gives back the lock of an item.",
                        (c, a) -> on(a, -1, t -> {
                            t.locks().unlock(text(a, 1), owner(c));
                            return 1;
                        }));
    }

    private void addSearches(Functions all) {
        all.add(
                        "sht_match_name",
                        "sss",
                        "Tells whether the name of any item is (eq), is not (ne), begins with (sw) or matches (re) a text.",
                        (c, a) -> on(a, -1, t -> search(a, test -> t.any(names(test)))))
                .add(
                        "sht_match_str_value",
                        "sss",
                        "Tells whether any text in the table is (eq), is not (ne), begins with (sw) or matches (re) a text.",
                        (c, a) -> on(a, -1, t -> search(a, test -> t.any(texts(test)))))
                .add(
                        "sht_rm_name",
                        "sss",
                        "Removes the items whose name begins with (sw) or matches (re) a text.",
                        (c, a) -> on(a, -1, t -> remove(t, text(a, 1), text(a, 2), HtableModule::names)))
                .add(
                        "sht_rm_value",
                        "sss",
                        "Removes the items whose text begins with (sw) or matches (re) a text.",
                        (c, a) -> on(a, -1, t -> remove(t, text(a, 1), text(a, 2), HtableModule::texts)))
                .add(
                        "sht_rm_name_re",
                        "ss",
                        "Removes the items whose name matches a regular expression; gives 1 without a table too.",
                        (c, a) -> on(a, 1, t -> remove(t, "re", text(a, 1), HtableModule::names)))
                .add(
                        "sht_rm_value_re",
                        "ss",
                        "Removes the items whose text matches a regular expression; gives 1 without a table too.",
                        (c, a) -> on(a, 1, t -> remove(t, "re", text(a, 1), HtableModule::texts)));
    }

    private void addIterators(Functions all) {
        all.add(
                        "sht_iterator_start",
                        "ss",
                        "Begins to go through a table; a request has four iterators at most.",
                        (c, a) -> tables.table(text(a, 1))
                                        .filter(table -> iterations(c).start(text(a, 0), table))
                                        .isPresent()
                                ? 1
                                : -1)
                .add(
                        "sht_iterator_next",
                        "s",
                        "Goes to the next item; gives -1 after the last.",
                        (c, a) -> iterations(c)
                                        .of(text(a, 0))
                                        .filter(Iterations.Iteration::next)
                                        .isPresent()
                                ? 1
                                : -1)
                .add(
                        "sht_iterator_end",
                        "s",
                        "Ends an iterator.",
                        (c, a) -> iterations(c).end(text(a, 0)) ? 1 : -1)
                .add(
                        "sht_iterator_rm",
                        "s",
                        "Removes the item an iterator is at; gives -2.",
                        (c, a) -> at(c, a, item -> {
                            item.remove();
                            return -2;
                        }))
                .add(
                        "sht_iterator_sets",
                        "ss",
                        "Sets the item an iterator is at to a text.",
                        (c, a) -> at(c, a, item -> item.table().set(item.key(), Value.of(text(a, 1))) ? 1 : -1))
                .add(
                        "sht_iterator_seti",
                        "si",
                        "Sets the item an iterator is at to a number.",
                        (c, a) -> at(c, a, item -> item.table().set(item.key(), Value.of(integer(a, 1))) ? 1 : -1))
                .add(
                        "sht_iterator_setex",
                        "si",
                        "Makes the item an iterator is at last so many seconds from now.",
                        (c, a) -> at(c, a, item -> {
                            item.table().expire(item.key(), integer(a, 1));
                            return 1;
                        }));
    }

    /** The iterators of the request. */
    static Iterations iterations(SipContext context) {
        return context.attachment(Iterations.class, Iterations::new);
    }

    private static ItemLocks.Owner owner(SipContext context) {
        return context.attachment(ItemLocks.Owner.class, ItemLocks.Owner::new);
    }

    private Object get(Object[] arguments, Object otherwise) {
        Value value = table(arguments).map(t -> t.get(text(arguments, 1))).orElse(Value.NULL);
        return value.isNull() ? otherwise : value.isNumber() ? (Object) value.number() : value.text();
    }

    private int set(Object[] arguments, Value value) {
        return on(arguments, -1, table -> table.set(text(arguments, 1), value) ? 1 : -1);
    }

    private int change(Object[] arguments, IntUnaryOperator operator) {
        return on(arguments, NOT_A_NUMBER, table -> {
            Value value = table.change(text(arguments, 1), operator);
            return value.isNumber() ? (int) value.number() : NOT_A_NUMBER;
        });
    }

    // An empty text is refused by the original, whatever the operator.
    private static int search(Object[] arguments, Predicate<Predicate<String>> table) {
        String wanted = text(arguments, 2);
        boolean found = !wanted.isEmpty()
                && Match.by(text(arguments, 1), wanted).filter(table).isPresent();
        return found ? 1 : -1;
    }

    private static int remove(
            HashTable table,
            String operator,
            String wanted,
            java.util.function.Function<Predicate<String>, BiPredicate<String, Value>> what) {
        boolean known = !wanted.isEmpty() && (operator.equals("re") || operator.equals("sw"));
        Optional<Predicate<String>> test = known ? Match.by(operator, wanted) : Optional.empty();
        test.ifPresent(it -> table.removeIf(what.apply(it)));
        return test.isPresent() ? 1 : -1;
    }

    private static BiPredicate<String, Value> names(Predicate<String> test) {
        return (key, value) -> test.test(key);
    }

    private static BiPredicate<String, Value> texts(Predicate<String> test) {
        return (key, value) -> value.isText() && test.test(value.text());
    }

    private static int at(SipContext context, Object[] arguments, ToIntFunction<Iterations.Iteration> action) {
        return iterations(context)
                .of(text(arguments, 0))
                .filter(Iterations.Iteration::isAtItem)
                .map(action::applyAsInt)
                .orElse(-1);
    }

    private int on(Object[] arguments, int otherwise, ToIntFunction<HashTable> action) {
        return table(arguments).map(action::applyAsInt).orElse(otherwise);
    }

    private Optional<HashTable> table(Object[] arguments) {
        Optional<HashTable> table = tables.table(text(arguments, 0));
        if (table.isEmpty()) {
            log.warn("htable: there is no table " + text(arguments, 0) + "; the parameter htable defines the tables");
        }
        return table;
    }
}
