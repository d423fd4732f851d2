package org.waypost.kemi.support;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.waypost.sip.ScriptModule;
import org.waypost.sip.SipContext;

/** Calls the functions of a module as a script engine does, and makes the parameters of its component. */
public record Script(ScriptModule module, SipContext context) {

    /** The result of a function; numbers as int. */
    public Object call(String function, Object... arguments) {
        ScriptModule.Signature signature = module.functions().get(function);
        if (signature == null || arguments.length < signature.least() || arguments.length > signature.most()) {
            throw new IllegalArgumentException(function + " is not called so");
        }
        Object[] given = arguments.clone();
        for (int i = 0; i < given.length; i++) {
            given[i] = given[i] instanceof Integer number ? (Object) number.longValue() : given[i];
        }
        Object result = signature.function().call(context, given);
        return result instanceof Long number ? (Object) Math.toIntExact(number) : result;
    }

    /** An annotation of parameters with these values by key, and the defaults for all others. */
    public static <T> T parameters(Class<T> type, Map<String, Object> values) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> value(method, values)));
    }

    private static Object value(Method method, Map<String, Object> values) {
        Object value = values.getOrDefault(method.getName().replace("__", "_"), method.getDefaultValue());
        if (value instanceof String text && method.getReturnType() == int.class) {
            throw new IllegalArgumentException(text + " is no integer");
        }
        return value;
    }
}
