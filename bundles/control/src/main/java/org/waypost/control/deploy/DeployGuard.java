package org.waypost.control.deploy;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.waypost.features.BundleGuard;

/** Keeps a feature from going the bundle of which comes from a deploy folder: at the next start, that jar would bring it back. */
@Component
public final class DeployGuard implements BundleGuard {

    private final DeployFolder folder;

    @Activate
    public DeployGuard(@Reference DeployFolder folder) {
        this.folder = folder;
    }

    @Override
    public Optional<String> need(Set<Bundle> leaving) {
        Set<String> names = leaving.stream().map(Bundle::getSymbolicName).collect(Collectors.toSet());
        return folder.outcomes().stream()
                .filter(outcome -> names.contains(outcome.name()))
                .map(outcome -> outcome.name() + " is deployed from " + outcome.file() + ": take that away first")
                .findFirst();
    }
}
