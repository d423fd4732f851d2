package org.waypost.shell.help;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;

/**
 * A command as its annotations describe it.
 *
 * @param scope such as {@code cfg}
 * @param function such as {@code set}
 * @param methods that are run for it, by the number of their arguments
 */
record Command(String scope, String function, List<Method> methods) {

    /**
     * A word that begins with a hyphen.
     *
     * @param names such as {@code -a} and {@code --all}
     * @param takesValue whether the next word belongs to it
     */
    record Option(List<String> names, boolean takesValue, String description) {}

    /** A word that is wanted. */
    record Argument(String name, String description, boolean repeats) {}

    /** The command that methods of that class are, if there are any: Gogo takes {@code _import} for {@code import}. */
    static Optional<Command> of(String scope, String function, Class<?> type) {
        List<Method> methods = Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equalsIgnoreCase(function)
                        || method.getName().equalsIgnoreCase("_" + function))
                .sorted(Comparator.comparingInt(Method::getParameterCount))
                .toList();
        return methods.isEmpty() ? Optional.empty() : Optional.of(new Command(scope, function, methods));
    }

    /** With its scope: {@code cfg:set}. */
    String name() {
        return scope + ":" + function;
    }

    /** What that method does; empty if nothing is said. */
    static String description(Method method) {
        Descriptor descriptor = method.getAnnotation(Descriptor.class);
        return descriptor == null ? "" : descriptor.value();
    }

    /** All options, of whichever method. */
    List<Option> options() {
        Map<List<String>, Option> options = new LinkedHashMap<>();
        methods.forEach(method -> options(method).forEach(option -> options.putIfAbsent(option.names(), option)));
        return List.copyOf(options.values());
    }

    static List<Option> options(Method method) {
        List<Option> options = new ArrayList<>();
        for (Annotation[] annotations : method.getParameterAnnotations()) {
            find(annotations, Parameter.class)
                    .ifPresent(option -> options.add(new Option(
                            List.of(option.names()),
                            option.presentValue().equals(Parameter.UNSPECIFIED),
                            text(annotations))));
        }
        return options;
    }

    static List<Argument> arguments(Method method) {
        List<Argument> arguments = new ArrayList<>();
        for (int i = 0; i < method.getParameterCount(); i++) {
            Annotation[] annotations = method.getParameterAnnotations()[i];
            Class<?> type = method.getParameterTypes()[i];
            if (find(annotations, Parameter.class).isEmpty() && type != CommandSession.class) {
                arguments.add(new Argument(
                        method.getParameters()[i].isNamePresent() ? method.getParameters()[i].getName() : "argument",
                        text(annotations),
                        type.isArray()));
            }
        }
        return arguments;
    }

    private static String text(Annotation[] annotations) {
        return find(annotations, Descriptor.class).map(Descriptor::value).orElse("");
    }

    private static <T extends Annotation> Optional<T> find(Annotation[] annotations, Class<T> type) {
        return Arrays.stream(annotations)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }
}
