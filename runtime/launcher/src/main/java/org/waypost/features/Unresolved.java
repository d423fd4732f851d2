package org.waypost.features;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;

/** Tells operators in words what a bundle lacks, of which the framework says no more than a filter. */
public final class Unresolved {

    private static final Pattern NAME = Pattern.compile("\\(([\\w.]+)=([^()]+)\\)");
    private static final Pattern FROM = Pattern.compile("(?<!!)\\((?:bundle-)?version>=([^)]+)\\)");
    private static final Pattern BELOW = Pattern.compile("!\\((?:bundle-)?version>=([^)]+)\\)");

    private Unresolved() {}

    /** What a bundle needs that nobody has: {@code needs the package a.b [1.0,2.0), which no bundle has}. */
    public static Optional<String> reason(FrameworkWiring wiring, Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        if (revision == null) {
            return Optional.empty();
        }
        List<String> missing = new ArrayList<>();
        for (BundleRequirement requirement : revision.getDeclaredRequirements(null)) {
            boolean isOptional = Constants.RESOLUTION_OPTIONAL.equals(
                    requirement.getDirectives().get(Constants.RESOLUTION_DIRECTIVE));
            boolean isForResolving = requirement
                    .getDirectives()
                    .getOrDefault(Constants.EFFECTIVE_DIRECTIVE, Constants.EFFECTIVE_RESOLVE)
                    .equals(Constants.EFFECTIVE_RESOLVE);
            if (!isOptional
                    && isForResolving
                    && wiring.findProviders(requirement).isEmpty()) {
                missing.add(describe(requirement));
            }
        }
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("needs " + String.join(" and ", missing) + ", which no bundle has");
    }

    /** Why a bundle was not started: what it lacks, or what its activator says. */
    public static String reason(FrameworkWiring wiring, Bundle bundle, BundleException e) {
        if (e.getType() == BundleException.RESOLVE_ERROR) {
            return reason(wiring, bundle).orElse("does not resolve: " + oneLine(e.getMessage()));
        }
        return "does not start: " + oneLine((e.getCause() == null ? e : e.getCause()).toString());
    }

    /** A requirement in words: {@code the package a.b [1.0,2.0)}. */
    public static String describe(BundleRequirement requirement) {
        String filter = requirement.getDirectives().getOrDefault(Constants.FILTER_DIRECTIVE, "");
        Matcher name = NAME.matcher(filter);
        String kind = requirement.getNamespace().equals(PackageNamespace.PACKAGE_NAMESPACE)
                ? "the package"
                : requirement.getNamespace();
        return kind + " " + (name.find() ? name.group(2) + range(filter) : filter);
    }

    private static String range(String filter) {
        Matcher from = FROM.matcher(filter);
        Matcher below = BELOW.matcher(filter);
        boolean hasLowest = from.find();
        boolean hasEnd = below.find();
        if (!hasLowest && !hasEnd) {
            return "";
        }
        String lowest = hasLowest ? from.group(1) : "0";
        return hasEnd ? " [" + lowest + "," + below.group(1) + ")" : " " + lowest + " or later";
    }

    private static String oneLine(String text) {
        return String.valueOf(text).replaceAll("\\s+", " ").strip();
    }
}
