package org.waypost.auth;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.ServiceReference;
import org.waypost.sip.auth.DigestName;
import org.waypost.sip.auth.UserSecret;
import org.waypost.sip.auth.UserStore;

/** Stores of users as other bundles offer them. */
final class Stores {

    private Stores() {}

    /** One with a single user, who has an e-mail address too. */
    static UserStore of(String user, String password) {
        return new UserStore() {
            @Override
            public Answer find(DigestName name, String realm) {
                return name.user().equals(user)
                        ? new Found(UserSecret.ofPassword(password), Map.of("email", user + "@mail"))
                        : UNKNOWN;
            }

            @Override
            public Optional<Answer> known(DigestName name, String realm) {
                return Optional.empty();
            }

            @Override
            public UserStore inTable(String table) {
                return table.equals("second") ? of(user + "2", password) : this;
            }
        };
    }

    /** One that nobody can reach. */
    static UserStore away() {
        return new UserStore() {
            @Override
            public Answer find(DigestName name, String realm) {
                return UNAVAILABLE;
            }

            @Override
            public Optional<Answer> known(DigestName name, String realm) {
                return Optional.empty();
            }
        };
    }

    /** A service of that ranking. */
    static ServiceReference<UserStore> reference(int ranking) {
        return reference(ranking, Map.of());
    }

    /** The same with these properties. */
    @SuppressWarnings("unchecked")
    static ServiceReference<UserStore> reference(int ranking, Map<String, Object> properties) {
        return (ServiceReference<UserStore>) Proxy.newProxyInstance(
                Stores.class.getClassLoader(),
                new Class<?>[] {ServiceReference.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "compareTo" -> Integer.compare(ranking, ((ServiceReference<?>) arguments[0]).hashCode());
                    case "getProperty" -> properties.get((String) arguments[0]);
                    case "hashCode" -> ranking;
                    case "equals" -> proxy == arguments[0];
                    default -> null;
                });
    }
}
