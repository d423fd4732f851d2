package org.waypost.kemi.htable;

import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
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

    private final Function<String, PseudoVariables.Template> templates;

    /** As Declarative Services makes it. */
    @Activate
    public HtableVariables(@Reference HashTables tables, BundleContext bundle) {
        this(tables, text -> template(bundle, text));
    }

    /** @param templates makes a key with variables in it ready */
    HtableVariables(HashTables tables, Function<String, PseudoVariables.Template> templates) {
        this.tables = tables;
        this.templates = templates;
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

    private PseudoVariables.Template template(String key) {
        return key.indexOf('$') < 0 ? context -> key : templates.apply(key);
    }

    // No reference of this component, as the engine refers to its providers: it is there, since it asks for this
    // template.
    private static PseudoVariables.Template template(BundleContext bundle, String text) {
        ServiceReference<PseudoVariables> reference = bundle.getServiceReference(PseudoVariables.class);
        if (reference == null) {
            throw new IllegalArgumentException("no pseudo-variables in " + text + ": their bundle is not started");
        }
        try {
            return bundle.getService(reference).template(text);
        } finally {
            bundle.ungetService(reference);
        }
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
