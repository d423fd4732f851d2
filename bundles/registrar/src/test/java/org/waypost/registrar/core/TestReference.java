package org.waypost.registrar.core;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.waypost.registrar.RegistrarExtension;

/** A reference that is known by its ranking alone. */
final class TestReference implements ServiceReference<RegistrarExtension> {

    private final int ranking;

    TestReference(int ranking) {
        this.ranking = ranking;
    }

    @Override
    public Object getProperty(String key) {
        return getProperties().get(key);
    }

    @Override
    public String[] getPropertyKeys() {
        return new String[] {"service.ranking"};
    }

    @Override
    public Bundle getBundle() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Bundle[] getUsingBundles() {
        return new Bundle[0];
    }

    @Override
    public boolean isAssignableTo(Bundle bundle, String className) {
        return true;
    }

    @Override
    public int compareTo(Object reference) {
        return Integer.compare(ranking, ((TestReference) reference).ranking);
    }

    @Override
    public Dictionary<String, Object> getProperties() {
        return new Hashtable<>(Map.of("service.ranking", ranking));
    }

    @Override
    public <A> A adapt(Class<A> type) {
        throw new UnsupportedOperationException();
    }
}
