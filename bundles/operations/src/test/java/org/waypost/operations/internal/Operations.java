package org.waypost.operations.internal;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.waypost.operations.Locations;
import org.waypost.operations.RegistrationJournal;
import org.waypost.operations.StatisticsBook;
import org.waypost.parameters.Parameter;
import org.waypost.parameters.ParameterCatalogue;
import org.waypost.registrar.RegistrationListener;
import org.waypost.registrar.RegistrationReport;
import org.waypost.sip.StatisticsGroup;
import org.waypost.usrloc.UserLocation;

/** The real services, made by hand: for the tests of this bundle and of those that use it. */
public final class Operations {

    private Operations() {}

    /** The tables of {@code location}, which may be null as if its bundle were stopped. */
    public static Locations locations(FakeContext framework, ParameterCatalogue catalogue, UserLocation location) {
        LocationOperations operations = new LocationOperations(framework.context(), catalogue);
        operations.userLocation = location;
        return operations;
    }

    /** The statistics of these groups, sampled by nobody but {@link #sample}. */
    public static StatisticsBook statistics(StatisticsGroup... groups) {
        StatisticsRecorder recorder = new StatisticsRecorder();
        recorder.groups = List.of(groups);
        return recorder;
    }

    /** One more second has gone by, at {@code second}. */
    public static void sample(StatisticsBook book, long second) {
        ((StatisticsRecorder) book).sample(second * 1_000_000_000L, second);
    }

    /** A journal that keeps these. */
    public static RegistrationJournal journal(ParameterCatalogue catalogue, RegistrationReport... reports) {
        FakeContext framework = new FakeContext();
        Journal journal = new Journal(framework.context(), catalogue);
        journal.configure(parameters(1, 100), Map.of());
        for (RegistrationReport report : reports) {
            framework.services(RegistrationListener.class).forEach(listener -> listener.answered(report));
        }
        return journal;
    }

    /** A journal that is off. */
    public static RegistrationJournal journalOff(ParameterCatalogue catalogue) {
        Journal journal = new Journal(new FakeContext().context(), catalogue);
        journal.configure(parameters(0, 100), Map.of());
        return journal;
    }

    static JournalParameters parameters(Integer why, Integer size) {
        return (JournalParameters) Proxy.newProxyInstance(
                JournalParameters.class.getClassLoader(),
                new Class<?>[] {JournalParameters.class},
                (self, method, arguments) -> method.getName().equals("why") ? why : size);
    }

    /** A catalogue with the parameter case_sensitive of the registrar alone. */
    static ParameterCatalogue catalogue(boolean caseSensitive) {
        return (ParameterCatalogue) Proxy.newProxyInstance(
                ParameterCatalogue.class.getClassLoader(),
                new Class<?>[] {ParameterCatalogue.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "modules" -> List.of("registrar");
                    case "parameter" ->
                        new Parameter(
                                "waypost.registrar",
                                "case_sensitive",
                                Parameter.Type.INTEGER,
                                "0",
                                0,
                                1,
                                List.of(),
                                "");
                    case "value" -> caseSensitive ? "1" : "0";
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
