package io.tripmeter.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A port of loopback that nobody has. This JVM gives each out once: an agent that remembers what stood at an address never meets another
 * server there. They lie below the ports that the kernel chooses, so that no client's connection takes one between choice and use.
 */
public final class FreePort {
  private static final int FIRST = 10_000;
  private static final int COUNT = 20_000;

  /** JVMs that choose side by side begin at different places. */
  private static final AtomicInteger NEXT =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(COUNT));

  private FreePort() {}

  public static int choose() {
    for (int i = 0; i < COUNT; i++) {
      int port = FIRST + NEXT.getAndIncrement() % COUNT;
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException taken) {
        // By another program: the next one.
      }
    }
    throw new IllegalStateException("no free port from " + FIRST + " on");
  }
}
