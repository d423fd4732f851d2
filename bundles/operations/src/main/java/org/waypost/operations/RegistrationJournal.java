package org.waypost.operations;

import java.util.List;
import org.waypost.registrar.RegistrationReport;

/** The last REGISTERs this server has answered, and why as it did. Bounded (parameters why and why_size of waypost.journal). */
public interface RegistrationJournal {

    /** Parameter why: whether REGISTERs are noted. */
    boolean isOn();

    /** Parameter why_size: how many are kept. */
    int size();

    /** Those of an AoR, typed as for {@link Locations}, that are still kept: the last {@code most} of them, the oldest first. */
    List<RegistrationReport> of(String aor, int most);

    /** Those of all AoRs: the last {@code most}, the oldest first. */
    List<RegistrationReport> last(int most);
}
