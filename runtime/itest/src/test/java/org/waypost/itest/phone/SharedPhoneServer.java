package org.waypost.itest.phone;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands one {@link PhoneServer} to every test that asks for it. For tests that leave its parameters as they found them, stop nothing and
 * use users of their own.
 */
public final class SharedPhoneServer implements ParameterResolver {

    private static final ExtensionContext.Namespace HERE = ExtensionContext.Namespace.create(SharedPhoneServer.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == PhoneServer.class;
    }

    @Override
    public PhoneServer resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(HERE)
                .computeIfAbsent("server", key -> PhoneServer.start(), PhoneServer.class);
    }
}
