package org.waypost.itest.kit;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands one running container to every test that asks for a {@link WaypostContainer} parameter. For tests that leave
 * the parameters as they found them, stop nothing and use users of their own.
 */
public final class SharedContainer implements ParameterResolver {

    private static final ExtensionContext.Namespace HERE = ExtensionContext.Namespace.create(SharedContainer.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == WaypostContainer.class;
    }

    @Override
    public WaypostContainer resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(HERE)
                .computeIfAbsent("container", key -> WaypostContainer.start(), WaypostContainer.class);
    }
}
