package org.waypost.management.rpc;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The methods there are: those of all {@link RpcMethods} services, and {@code system.…}, which tell of them. */
@Component(service = MethodTable.class)
public final class MethodTable {

    private final List<RpcMethods> services = new CopyOnWriteArrayList<>();
    private volatile SortedMap<String, RpcMethod> methods = new TreeMap<>();

    /** A table of {@code system.…} alone. */
    public MethodTable() {
        collect();
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindMethods(RpcMethods service) {
        services.add(service);
        collect();
    }

    void unbindMethods(RpcMethods service) {
        services.remove(service);
        collect();
    }

    private synchronized void collect() {
        SortedMap<String, RpcMethod> all = new TreeMap<>();
        Stream.concat(system().stream(), services.stream().flatMap(service -> service.methods().stream()))
                .forEach(method -> all.put(method.name(), method));
        methods = all;
    }

    Optional<RpcMethod> find(String name) {
        return Optional.ofNullable(methods.get(name));
    }

    private List<RpcMethod> system() {
        return List.of(
                new RpcMethod(
                        "system.listMethods",
                        List.of(),
                        "The names of all methods.",
                        (arguments, author) -> List.copyOf(methods.keySet())),
                new RpcMethod(
                        "system.methodHelp",
                        List.of("method"),
                        "What a method does.",
                        (arguments, author) -> named(arguments).help()),
                new RpcMethod(
                        "system.methodSignature",
                        List.of("method"),
                        "The names of a method's arguments, in order.",
                        (arguments, author) -> named(arguments).arguments()));
    }

    private RpcMethod named(Arguments arguments) {
        String name = arguments.text(0, RpcFault.of(400, "Method Name Expected"));
        return find(name).orElseThrow(() -> RpcFault.of(400, "command not found"));
    }
}
