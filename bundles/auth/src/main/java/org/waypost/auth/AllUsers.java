package org.waypost.auth;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.waypost.sip.auth.DigestName;
import org.waypost.sip.auth.UserStore;

/** Several stores as if they were one: the first that knows the user decides. */
record AllUsers(UserStore first, Supplier<List<UserStore>> others) implements UserStore {

    @Override
    public Answer find(DigestName name, String realm) {
        return ask(store -> store.find(name, realm));
    }

    @Override
    public Answer subscriber(String user, String domain, boolean exact) {
        return ask(store -> store.subscriber(user, domain, exact));
    }

    @Override
    public UserStore inTable(String table) {
        return new AllUsers(
                first,
                () -> others.get().stream().map(store -> store.inTable(table)).toList());
    }

    private Answer ask(Function<UserStore, Answer> question) {
        Answer answer = question.apply(first);
        for (UserStore store : answer instanceof Found ? List.<UserStore>of() : others.get()) {
            Answer next = question.apply(store);
            if (next instanceof Found) {
                return next;
            }
            // that nobody can say goes before that somebody does not know
            answer = next instanceof Unavailable ? next : answer;
        }
        return answer;
    }

    @Override
    public Optional<Answer> known(DigestName name, String realm) {
        Optional<Answer> answer = first.known(name, realm);
        for (UserStore store :
                answer.isEmpty() || answer.get() instanceof Found ? List.<UserStore>of() : others.get()) {
            Optional<Answer> next = store.known(name, realm);
            if (next.isEmpty() || next.get() instanceof Found) {
                return next;
            }
            answer = next.get() instanceof Unavailable ? next : answer;
        }
        return answer;
    }
}
