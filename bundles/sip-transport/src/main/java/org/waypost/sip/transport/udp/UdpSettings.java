package org.waypost.sip.transport.udp;

/**
 * What the parameters say about UDP sockets.
 *
 * @param largestMessage octets; longer datagrams are dropped
 * @param receiveBuffer octets the kernel keeps for a socket; 0 leaves it to the system
 * @param sendBuffer octets the kernel keeps for a socket; 0 leaves it to the system
 * @param stun whether STUN binding requests are answered
 */
public record UdpSettings(int largestMessage, int receiveBuffer, int sendBuffer, boolean stun) {}
