package org.waypost.kemi;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.waypost.kemi.htable.TableSpec;
import org.waypost.kemi.nathelper.NathelperTexts;
import org.waypost.kemi.settings.AvpName;
import org.waypost.kemi.settings.UriParameterName;
import org.waypost.sip.ParameterCheck;
import org.waypost.sip.ParameterCheck.Refusal;

/**
 * Refuses texts that the modules of scripts cannot use. No component: Declarative Services reads the configuration of a bundle's
 * components before it has registered any of them, and by then this must be there.
 */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class KemiCheck implements BundleActivator {

    /**
     * A parameter and who reads it.
     *
     * @param parser throws IllegalArgumentException, saying what is wanted
     */
    private record Text(String pid, String key, Consumer<String> parser) {

        Optional<Refusal> check(Map<String, String> values) {
            try {
                parser.accept(values.get(key).strip());
                return Optional.empty();
            } catch (InvalidPathException noPath) {
                return Optional.of(new Refusal(key, "the path of a file"));
            } catch (IllegalArgumentException wrong) {
                return Optional.of(new Refusal(key, wrong.getMessage()));
            }
        }
    }

    private static final List<Text> TEXTS = List.of(
            new Text("waypost.htable", "htable", TableSpec::parse),
            new Text("waypost.nathelper", "received_avp", AvpName::of),
            new Text("waypost.nathelper", "alias_name", UriParameterName::of),
            new Text("waypost.nathelper", "nortpproxy_str", NathelperTexts::sdpLine),
            new Text("waypost.nathelper", "force_socket", NathelperTexts::socket),
            new Text("waypost.nathelper", "sipping_from", NathelperTexts::sipUri),
            new Text("waypost.nathelper", "sipping_method", NathelperTexts::method),
            new Text("waypost.permissions", "address_file", Path::of),
            new Text("waypost.permissions", "peer_tag_avp", AvpName::of));

    @Override
    public void start(BundleContext context) {
        TEXTS.stream()
                .map(Text::pid)
                .distinct()
                .forEach(pid -> context.registerService(
                        ParameterCheck.class,
                        values -> check(pid, values),
                        FrameworkUtil.asDictionary(Map.of(ParameterCheck.PID, pid))));
    }

    @Override
    public void stop(BundleContext context) {
        // the framework takes the services back
    }

    static Optional<Refusal> check(String pid, Map<String, String> values) {
        return TEXTS.stream()
                .filter(text -> text.pid.equals(pid))
                .flatMap(text -> text.check(values).stream())
                .findFirst();
    }
}
