package org.example.contacts;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.waypost.usrloc.ContactEvent;
import org.waypost.usrloc.ContactListener;
import org.waypost.usrloc.UserLocation;

/** Logs each change of the location table, and how many contacts the AoR has now. */
@Component
public final class ContactLog implements ContactListener {

    private static final Logger LOG = LoggerFactory.getLogger(ContactLog.class);

    private final UserLocation location;

    @Activate
    public ContactLog(@Reference UserLocation location) {
        this.location = location;
    }

    @Override
    public void changed(ContactEvent event) {
        LOG.info("{} {} of {}", event.kind(), event.contact().uri(), event.aor());
        location.find("location", event.aor()).ifPresent(record -> LOG.info("{} contacts", record.contacts().size()));
    }
}
