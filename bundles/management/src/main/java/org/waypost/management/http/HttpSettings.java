package org.waypost.management.http;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The parameters of {@code waypost.http} as they are used.
 *
 * @param token empty for none
 * @param hosts in lower case
 */
record HttpSettings(List<ListenAddress> listen, String token, Set<String> hosts, int maxBody, int threads) {

    HttpSettings {
        listen = List.copyOf(listen);
        hosts = Set.copyOf(hosts);
    }

    /** @throws IllegalArgumentException naming what cannot be read */
    static HttpSettings of(HttpParameters parameters) {
        return new HttpSettings(
                listen(parameters.listen()),
                parameters.token().strip(),
                words(parameters.hosts())
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet()),
                parameters.max__body(),
                parameters.threads());
    }

    /** The entries of a list of addresses. */
    static List<ListenAddress> listen(String list) {
        return words(list).map(ListenAddress::parse).distinct().toList();
    }

    private static Stream<String> words(String list) {
        return Arrays.stream(list.split(",")).map(String::strip).filter(word -> !word.isEmpty());
    }
}
