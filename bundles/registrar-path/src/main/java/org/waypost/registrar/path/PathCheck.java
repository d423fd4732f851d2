package org.waypost.registrar.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.waypost.sip.ParameterCheck;

/** Says what the parameters of Path may be but are hardly meant to. */
@Header(name = Constants.BUNDLE_ACTIVATOR, value = "${@class}")
public final class PathCheck implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        context.registerService(
                ParameterCheck.class,
                ParameterCheck.of(values -> Optional.empty(), PathCheck::notices),
                FrameworkUtil.asDictionary(
                        Map.of(ParameterCheck.PID, new String[] {PathExtension.PID, "waypost.usrloc"})));
    }

    @Override
    public void stop(BundleContext context) {
        // the framework takes the service back
    }

    /** @param values the parameters of Path, and those of usrloc if they are there */
    static List<String> notices(Map<String, String> values) {
        List<String> lines = new ArrayList<>();
        boolean stores = values.get("use_path").equals("1");
        boolean usesReceived = values.get("path_use_received").equals("1");
        if (!stores && usesReceived) {
            lines.add("path_use_received has no effect while use_path is 0");
        }
        if (!stores && !values.get("path_mode").equals("2")) {
            lines.add("path_mode has no effect while use_path is 0");
        }
        if (stores && usesReceived && "-1".equals(values.get("nat_bflag"))) {
            lines.add("path_use_received marks no contact as behind NAT while usrloc.nat_bflag is -1");
        }
        if (!stores && "2".equals(values.get("matching_mode"))) {
            lines.add("usrloc.matching_mode 2 finds no Path to compare while use_path is 0");
        }
        return lines;
    }
}
