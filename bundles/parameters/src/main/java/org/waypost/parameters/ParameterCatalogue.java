package org.waypost.parameters;

import java.util.List;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The parameters of all bundles. A module is named as operators type it: {@code registrar} holds the parameters of the PIDs
 * {@code waypost.registrar}, {@code waypost.registrar.path} and so on, as Kamailio's module has them all.
 */
@ProviderType
public interface ParameterCatalogue {

    /** The modules there are, in alphabetical order. */
    List<String> modules();

    /**
     * The parameters of a module, by PID and key.
     *
     * @throws ParameterException if there is no such module, naming those there are
     */
    List<Parameter> parameters(String module);

    /**
     * The parameter of that name.
     *
     * @throws ParameterException if there is none, naming those that are spelled much the same
     */
    Parameter parameter(String module, String key);

    /** The value in force: the one that was set last and was not refused, else the default. */
    String value(Parameter parameter);

    /**
     * Makes some changes, of one module or of several, as one: all or none, one entry of the {@link #history}. When this returns, they
     * are in force and the {@code .cfg} files name them. It may take a while: a change of db_mode copies all bindings first. PIDs are
     * changed in the order asked for: a database is best named before the db_mode that uses it.
     *
     * @param author who wants it, for the history: {@code root (shell)}, {@code file}
     * @param changes of several of the same parameter, the last counts
     * @param progress told in single lines, about every second, how far it is, if it takes longer than that
     * @return what there is to be said of it
     * @throws ParameterException if one of them is refused, cannot be kept, or turns out not to work; then all are as before
     */
    Applied apply(String author, List<Change> changes, Consumer<String> progress);

    /**
     * What {@link #apply} would say, without a change.
     *
     * @throws ParameterException if one of them would be refused
     */
    Applied check(List<Change> changes);

    /** What was changed, by whomever and in whatever way, the oldest first; kept across restarts, the last 1,000. */
    List<HistoryEntry> history();

    /**
     * Takes the last {@code entries} entries of the {@link #history} back, as one change: each parameter gets the value from before
     * them. An undo is an entry itself; the next undo goes on with what was before what it took back.
     *
     * @throws ParameterException if there are not so many, or as {@link #apply} says
     */
    Applied undo(String author, int entries, Consumer<String> progress);

    /** Whether a value was set, in a file or otherwise; if not, its default is in force. */
    boolean isSet(Parameter parameter);

    /** The value that was in force when this server had started. */
    String startValue(Parameter parameter);
}
