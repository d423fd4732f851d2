package org.waypost.control.feature;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentConstants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;
import org.waypost.features.BundleGuard;

/**
 * Sees to the Declarative Services components when bundles come and go: a bundle one of whose components fails does not work, and a
 * service that a component cannot do without stays.
 */
@Component(service = {BundleGuard.class, ComponentGuard.class})
public final class ComponentGuard implements BundleGuard {

    private static final String CAUSED_BY = "Caused by: ";

    private final BundleContext context;
    private final ServiceComponentRuntime runtime;

    @Activate
    public ComponentGuard(BundleContext context, @Reference ServiceComponentRuntime runtime) {
        this.context = context.getBundle(0).getBundleContext();
        this.runtime = runtime;
    }

    @Override
    public Optional<String> fault(Bundle started) {
        activate(started);
        for (ComponentDescriptionDTO description : runtime.getComponentDescriptionDTOs(started)) {
            for (ComponentConfigurationDTO component : runtime.getComponentConfigurationDTOs(description)) {
                if (component.state == ComponentConfigurationDTO.FAILED_ACTIVATION) {
                    return Optional.of("its component " + description.name + " fails: " + cause(component.failure));
                }
            }
        }
        return Optional.empty();
    }

    /** The innermost exception of a stack trace. */
    static String cause(String stackTrace) {
        String first = stackTrace.lines().findFirst().orElse("");
        return stackTrace
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith(CAUSED_BY))
                .map(line -> line.substring(CAUSED_BY.length()))
                .reduce(first, (outer, inner) -> inner);
    }

    /** Has those components made that otherwise wait for the first user of their service. */
    private void activate(Bundle bundle) {
        ServiceReference<?>[] services = bundle.getRegisteredServices();
        for (ServiceReference<?> service : services == null ? new ServiceReference<?>[0] : services) {
            if (service.getProperty(ComponentConstants.COMPONENT_NAME) != null) {
                context.getService(service);
                context.ungetService(service);
            }
        }
    }

    @Override
    public Optional<String> need(Set<Bundle> leaving) {
        for (ComponentDescriptionDTO description : runtime.getComponentDescriptionDTOs()) {
            Bundle bundle = context.getBundle(description.bundle.id);
            if (bundle == null || leaving.contains(bundle) || isSection(description) || !works(description)) {
                continue;
            }
            for (ReferenceDTO reference : description.references) {
                boolean isMandatory = reference.cardinality.startsWith("1");
                Optional<String> provider = isMandatory ? onlyProvider(reference, leaving) : Optional.empty();
                if (provider.isPresent()) {
                    return Optional.of(bundle.getSymbolicName() + " needs the service " + reference.interfaceName
                            + " of " + provider.get());
                }
            }
        }
        return Optional.empty();
    }

    private boolean works(ComponentDescriptionDTO description) {
        return runtime.getComponentConfigurationDTOs(description).stream()
                .anyMatch(component -> component.state == ComponentConfigurationDTO.ACTIVE
                        || component.state == ComponentConfigurationDTO.SATISFIED);
    }

    /** The parts of the status come and go with what they report on. */
    private static boolean isSection(ComponentDescriptionDTO description) {
        return Arrays.asList(description.serviceInterfaces).contains("org.waypost.control.status.StatusSection");
    }

    /** Who provides a service that nobody else does, if that is to leave. */
    private Optional<String> onlyProvider(ReferenceDTO reference, Set<Bundle> leaving) {
        try {
            ServiceReference<?>[] services = context.getAllServiceReferences(reference.interfaceName, reference.target);
            Collection<Bundle> providers = services == null
                    ? Set.of()
                    : Arrays.stream(services)
                            .map(ServiceReference::getBundle)
                            .filter(bundle -> bundle != null)
                            .collect(Collectors.toSet());
            return !providers.isEmpty() && leaving.containsAll(providers)
                    ? providers.stream().map(Bundle::getSymbolicName).findFirst()
                    : Optional.empty();
        } catch (InvalidSyntaxException e) {
            return Optional.empty();
        }
    }
}
