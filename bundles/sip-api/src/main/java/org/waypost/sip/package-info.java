/**
 * What a route, the registrar and the proxy see of SIP: messages as byte slices, the context of the request being processed, flows,
 * listening sockets and the services that handle requests.
 *
 * <p>Text off the wire is kept as octets. Where it becomes a {@link java.lang.String}, each octet is one char (ISO-8859-1), so that
 * writing it back gives the same bytes; only the edge to a database or a terminal decodes UTF-8.
 */
@org.osgi.annotation.versioning.Version("1.8.0")
@org.osgi.annotation.bundle.Export
package org.waypost.sip;
