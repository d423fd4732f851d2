/**
 * The JAIN-SIP stack behind the sockets of this bundle: its transactions and timers are used, its own I/O, parsing of whole messages,
 * dialogs and search through all transactions are not.
 */
package org.waypost.sip.transport.stack;
