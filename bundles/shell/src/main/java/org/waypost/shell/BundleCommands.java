package org.waypost.shell;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.features.BundleText;
import org.waypost.shell.text.CommandException;
import org.waypost.shell.text.Output;
import org.waypost.shell.text.TextTable;

/** The commands {@code bundle:…}: the bundles of the container by symbolic name, with or without {@code org.waypost.}, or by number. */
@Component(
        service = BundleCommands.class,
        property = {
            "osgi.command.scope=bundle",
            "osgi.command.function=list",
            "osgi.command.function=start",
            "osgi.command.function=stop",
            "osgi.command.function=update",
            "osgi.command.function=refresh"
        })
public final class BundleCommands {

    private static final Logger LOG = LoggerFactory.getLogger(BundleCommands.class);
    private static final String OURS = "org.waypost.";

    private final BundleContext context;

    @Activate
    public BundleCommands(BundleContext context) {
        this.context = context;
    }

    /** What is done to a bundle. */
    private interface Action {
        void run() throws BundleException, IOException;
    }

    @Descriptor(
            "list all bundles: number, state, start level, version and symbolic name; or those whose name has a word in it:"
                    + " bundle:list usrloc")
    public void list(
            @Descriptor("as a JSON array") @Parameter(names = "--json", presentValue = "true", absentValue = "false")
                    boolean json,
            @Descriptor("words of which the symbolic name has one in it; without any, all") String... words) {
        TextTable table = new TextTable("ID", "STATE", "LEVEL", "VERSION", "NAME");
        for (Bundle bundle : context.getBundles()) {
            if (words.length == 0 || Arrays.stream(words).anyMatch(BundleText.name(bundle)::contains)) {
                table.row(
                        bundle.getBundleId(),
                        BundleText.state(bundle),
                        bundle.adapt(BundleStartLevel.class).getStartLevel(),
                        bundle.getVersion(),
                        BundleText.name(bundle));
            }
        }
        table.print(json);
    }

    @Descriptor("start a bundle; it starts with the server from now on: bundle:start registrar-gruu")
    public void start(@Descriptor("symbolic name or number") String name) {
        Bundle bundle = bundle(name);
        run(bundle, "start", bundle::start);
    }

    @Descriptor("stop a bundle; it stays stopped over a restart of the server: bundle:stop registrar-gruu")
    public void stop(@Descriptor("symbolic name or number") String name) {
        Bundle bundle = bundle(name);
        run(bundle, "stop", bundle::stop);
    }

    @Descriptor("update a bundle from the file it was installed from: bundle:update registrar")
    public void update(@Descriptor("symbolic name or number") String name) {
        Bundle bundle = bundle(name);
        run(bundle, "update", bundle::update);
    }

    @Descriptor("update a bundle from another file: bundle:update registrar /opt/registrar-0.2.0.jar")
    public void update(
            @Descriptor("symbolic name or number") String name,
            @Descriptor("path of the jar, as the server sees it") String file) {
        Bundle bundle = bundle(name);
        if (!Files.isReadable(Path.of(file))) {
            throw new CommandException("there is no file " + Path.of(file).toAbsolutePath() + " that can be read");
        }
        run(bundle, "update", () -> {
            try (InputStream in = Files.newInputStream(Path.of(file))) {
                bundle.update(in);
            }
        });
    }

    @Descriptor("resolve bundles anew, with all that use their packages; without a name, those that were"
            + " updated: bundle:refresh sip-api")
    public void refresh(@Descriptor("symbolic names or numbers") String... names) {
        List<Bundle> bundles = names.length == 0
                ? null
                : Arrays.stream(names).map(this::bundle).toList();
        context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                .adapt(FrameworkWiring.class)
                .refreshBundles(bundles);
        Output.stream().println(names.length == 0 ? "refreshing" : "refreshing " + String.join(", ", names));
    }

    // What stops this bundle must not run inside of it: the command would be cut off halfway.
    private void run(Bundle bundle, String verb, Action action) {
        if (bundle.equals(context.getBundle())) {
            Thread thread = new Thread(() -> runAside(bundle, verb, action), "waypost-shell-" + verb);
            thread.start();
            Output.stream()
                    .println(BundleText.name(bundle) + " is this shell itself: " + verb
                            + " goes on in the background; if it stays away," + " felix:start " + bundle.getBundleId()
                            + " brings it back");
            return;
        }
        try {
            action.run();
        } catch (BundleException | IOException | IllegalStateException | SecurityException e) {
            throw new CommandException(verb + " of " + BundleText.name(bundle) + " failed: " + BundleText.reason(e));
        }
        Output.stream()
                .println(BundleText.name(bundle) + " " + bundle.getVersion() + " is " + BundleText.state(bundle));
    }

    private static void runAside(Bundle bundle, String verb, Action action) {
        try {
            action.run();
        } catch (BundleException | IOException | RuntimeException e) {
            LOG.warn("{} of {} failed: {}", verb, bundle.getSymbolicName(), BundleText.reason(e));
        }
    }

    private Bundle bundle(String name) {
        List<Bundle> found = Arrays.stream(context.getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName())
                        || (OURS + name).equals(bundle.getSymbolicName())
                        || name.equals(Long.toString(bundle.getBundleId())))
                .toList();
        if (found.isEmpty()) {
            throw new CommandException("there is no bundle '" + name + "'");
        }
        if (found.size() > 1) {
            throw new CommandException("there are several bundles '" + name + "': "
                    + String.join(
                            ", ",
                            found.stream()
                                    .map(each -> each.getBundleId() + " " + each)
                                    .toList()));
        }
        return found.get(0);
    }
}
