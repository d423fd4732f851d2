package org.waypost.kemi.htable;

import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.waypost.sip.PseudoVariable;
import org.waypost.sip.PseudoVariableProvider;
import org.waypost.sip.PseudoVariables;
import org.waypost.sip.SipContext;
import org.waypost.sip.Value;

/** The pseudo-variables of the module htable, such as {@code $sht(table=>key)}; a key may hold variables itself. */
@Component
public final class HtableVariables implements PseudoVariableProvider {

    /** What stands in the parentheses: table and key, ready to be evaluated. */
    private record Place(String table, PseudoVariables.Template key) {}

    private final HashTables tables;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile PseudoVariables variables;

    @Activate
    public HtableVariables(@Reference HashTables tables) {
        this.tables = tables;
    }

    @Override
    public Set<String> names() {
        return Set.of("sht", "shtex", "shtinc", "shtdec", "shtcn", "shtcv", "shtitkey", "shtitval");
    }

    @Override
    public PseudoVariable compile(String name, String inner, Index index) {
        return switch (name) {
            case "sht" -> item(place(name, inner));
            case "shtex" -> expiry(place(name, inner));
            case "shtinc" -> changed(place(name, inner), number -> number + 1);
            case "shtdec" -> changed(place(name, inner), number -> number - 1);
            case "shtcn" -> counted(place(name, inner), test -> (key, value) -> test.test(key));
            case "shtcv" -> values(place(name, inner));
            case "shtitkey" -> iterator(inner, item -> Value.of(item.key()));
            case "shtitval" -> iterator(inner, Iterations.Iteration::value);
            default -> throw new IllegalArgumentException("$" + name + " is not one of " + names());
        };
    }

    private Place place(String name, String inner) {
        int arrow = inner.indexOf("=>");
        if (arrow <= 0) {
            throw new IllegalArgumentException("$" + name + "(" + inner + ") is refused; (table=>key) is wanted");
        }
        return new Place(inner.substring(0, arrow).strip(), template(inner.substring(arrow + 2)));
    }

    // While there is no engine a key with variables in it has no value, but then nothing could ask for it either.
    private PseudoVariables.Template template(String key) {
        PseudoVariables engine = variables;
        return key.indexOf('$') < 0 || engine == null ? context -> key : engine.template(key);
    }

    private PseudoVariable item(Place place) {
        return new PseudoVariable() {
            @Override
            public Value get(SipContext context) {
                return on(place, context, HashTable::get).orElse(Value.NULL);
            }

            @Override
            public boolean set(SipContext context, Value value) {
                return on(place, context, (table, key) -> {
                            if (value.isNull()) {
                                table.remove(key);
                                return true;
                            }
                            return table.set(key, value.isNumber() ? Value.of((int) value.number()) : value);
                        })
                        .orElse(false);
            }
        };
    }

    private PseudoVariable expiry(Place place) {
        return new PseudoVariable() {
            @Override
            public Value get(SipContext context) {
                return on(place, context, (table, key) -> Value.of(table.expires(key)))
                        .orElse(Value.NULL);
            }

            @Override
            public boolean set(SipContext context, Value value) {
                return value.isNumber()
                        && on(place, context, (table, key) -> {
                                    table.expire(key, value.number());
                                    return true;
                                })
                                .orElse(false);
            }
        };
    }

    private PseudoVariable changed(Place place, IntUnaryOperator operator) {
        return context ->
                on(place, context, (table, key) -> table.change(key, operator)).orElse(Value.NULL);
    }

    private PseudoVariable values(Place place) {
        PseudoVariable texts = counted(place, test -> (key, value) -> value.isText() && test.test(value.text()));
        return context -> {
            String wanted = place.key().evaluate(context);
            if (!wanted.startsWith("eq")) {
                return texts.get(context);
            }
            String number = wanted.substring(2);
            return on(
                            place,
                            context,
                            (table, key) -> Value.of(table.count((k, value) ->
                                    value.isNumber() && value.text().equals(number))))
                    .orElse(Value.NULL);
        };
    }

    private PseudoVariable counted(Place place, Function<Predicate<String>, BiPredicate<String, Value>> what) {
        return context -> on(
                        place,
                        context,
                        (table, wanted) -> Value.of(
                                wanted.isEmpty()
                                        ? 0
                                        : Match.counting(wanted)
                                                .map(what)
                                                .map(table::count)
                                                .orElse(0)))
                .orElse(Value.NULL);
    }

    private static PseudoVariable iterator(String inner, Function<Iterations.Iteration, Value> what) {
        return context -> HtableModule.iterations(context)
                .of(inner)
                .filter(Iterations.Iteration::isAtItem)
                .map(what)
                .orElse(Value.NULL);
    }

    private <R> Optional<R> on(
            Place place, SipContext context, java.util.function.BiFunction<HashTable, String, R> action) {
        return tables.table(place.table())
                .map(table -> action.apply(table, place.key().evaluate(context)));
    }
}
