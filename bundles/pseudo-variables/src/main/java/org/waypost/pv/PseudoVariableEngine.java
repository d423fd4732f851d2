package org.waypost.pv;

import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.waypost.pv.spec.Compiler;
import org.waypost.pv.spec.Spec;
import org.waypost.pv.spec.SpecParser;
import org.waypost.pv.standard.Sockets;
import org.waypost.pv.standard.StandardVariables;
import org.waypost.pv.transform.Transformation;
import org.waypost.pv.transform.Transformations;
import org.waypost.sip.PseudoVariable;
import org.waypost.sip.PseudoVariableProvider;
import org.waypost.sip.PseudoVariableProvider.Index;
import org.waypost.sip.PseudoVariables;
import org.waypost.sip.SipTransport;
import org.waypost.sip.Value;

/** Compiles pseudo-variables and texts that hold them, and keeps what it compiled. */
@Component(service = PseudoVariables.class)
public final class PseudoVariableEngine implements PseudoVariables, Compiler {

    private final Sockets sockets = new Sockets();
    private final StandardVariables standard = new StandardVariables(this, sockets);
    private final Providers providers = new Providers(standard);
    private final BoundedCache<Template> templates = new BoundedCache<>(text -> CompiledTemplate.of(text, this));
    private final BoundedCache<PseudoVariable> variables = new BoundedCache<>(this::compile);
    private final BundleContext bundle;

    /** @param bundle fetches the providers */
    @Activate
    public PseudoVariableEngine(BundleContext bundle) {
        this.bundle = bundle;
    }

    @Reference(
            service = PseudoVariableProvider.class,
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindProvider(ServiceReference<PseudoVariableProvider> reference) {
        providers.add(reference, new LazyService<>(bundle, reference));
    }

    void unbindProvider(ServiceReference<PseudoVariableProvider> reference) {
        providers.remove(reference);
        bundle.ungetService(reference);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindTransport(SipTransport transport) {
        sockets.bind(transport);
    }

    void unbindTransport(SipTransport transport) {
        sockets.unbind(transport);
    }

    @Override
    public Template template(String text) {
        return templates.get(text);
    }

    @Override
    public PseudoVariable variable(String spec) {
        return variables.get(spec);
    }

    @Override
    public PseudoVariable nested(String text) {
        return variable(text);
    }

    @Override
    public PseudoVariable text(String text) {
        Template template = template(text);
        return context -> Value.of(template.evaluate(context));
    }

    @Override
    public int length(String text, int start) {
        return SpecParser.parse(text, start).end() - start;
    }

    private PseudoVariable compile(String text) {
        if (!text.startsWith("$")) {
            throw new IllegalArgumentException("'" + text + "' is no pseudo-variable: it does not begin with '$'");
        }
        Spec spec = SpecParser.parse(text, 0);
        if (spec.end() != text.length()) {
            throw new IllegalArgumentException("'" + text + "' is more than one pseudo-variable");
        }
        if (!providers.byName().containsKey(spec.name())) {
            throw new IllegalArgumentException("'" + text + "' is unknown: nobody provides $" + spec.name());
        }
        return compile(spec);
    }

    /** The variable, whether or not its provider is there. */
    PseudoVariable compile(Spec spec) {
        PseudoVariable variable = indexed(spec);
        if (spec.transformations().isEmpty()) {
            return variable;
        }
        Transformation[] transformations = spec.transformations().stream()
                .map(text -> Transformations.compile(text, this))
                .toArray(Transformation[]::new);
        return new TransformedVariable(variable, transformations);
    }

    private PseudoVariable indexed(Spec spec) {
        String index = spec.index();
        if (index.isEmpty()) {
            return bound(spec, Index.NONE);
        }
        if (index.equals("*")) {
            return bound(spec, new Index(true, true, 0));
        }
        if (index.startsWith("$")) {
            return new IndexedVariable(nested(index), number -> bound(spec, new Index(true, false, number)));
        }
        try {
            return bound(spec, new Index(true, false, Integer.parseInt(index)));
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("[" + index + "] of $" + spec.name() + " is no index");
        }
    }

    private PseudoVariable bound(Spec spec, Index index) {
        return new BoundVariable(providers, spec.name(), spec.inner(), index);
    }
}
