package io.tripmeter.doctor;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks the Tripmeter in a running JVM. On Linux nothing is done to that JVM: which files it has open shows whether it has Tripmeter, and
 * which ports it listens at is where Tripmeter's listener is looked for. Elsewhere, and without a listener, see {@link ManagedAgent}.
 */
final class RunningAgent {
  private static final int ADVICE = 1;
  private static final int USUAL_PORT = 29464;
  private static final Pattern LISTEN =
      Pattern.compile("metrics[._]listen=(?:[^,\\s]*:)?(\\d+)", Pattern.CASE_INSENSITIVE);

  private RunningAgent() {}

  static int report(long pid, boolean json, PrintStream out) throws CannotException {
    Path process = Paths.get("/proc/" + pid);
    if (!Files.exists(Paths.get("/proc/self/fd"))) {
      return byJmx(pid, json, out);
    }
    if (!Files.exists(process)) {
      throw new CannotException("there is no process " + pid + " on this machine");
    }
    ListeningPorts ports;
    try {
      ports = new ListeningPorts(process);
    } catch (IOException denied) {
      throw new CannotException(
          "process " + pid + " belongs to another user: run this as that user");
    }
    if (!hasTripmeter(ports)) {
      throw new CannotException(
          "process " + pid + " has no Tripmeter: start it with -javaagent:tripmeter-agent.jar");
    }
    if (isElsewhere(process)) {
      throw new CannotException("process " + pid
          + " is in a network namespace of its own, a container: run this inside of it");
    }
    for (InetSocketAddress each : inOrder(ports.addresses(), configured(process))) {
      AgentPage page = AgentPage.at(each);
      if (page != null) {
        return report(pid, page, json, out);
      }
    }
    return byJmx(pid, json, out);
  }

  private static int byJmx(long pid, boolean json, PrintStream out) throws CannotException {
    try {
      return ManagedAgent.report(pid, json, out);
    } catch (LinkageError image) {
      throw new CannotException(
          "process " + pid
              + " has no page of Tripmeter that could be asked, and this runtime has no JMX: run this with a JDK");
    }
  }

  static boolean hasTripmeter(ListeningPorts ports) {
    for (File each : ports.jars()) {
      try (JarFile jar = new JarFile(each, false)) {
        if (jar.getEntry("io/tripmeter/AgentMain.class") != null) {
          return true;
        }
      } catch (IOException unreadable) {
        // Another one may be ours.
      }
    }
    return false;
  }

  private static boolean isElsewhere(Path process) {
    try {
      Path theirs = Files.readSymbolicLink(process.resolve("ns/net"));
      return !theirs.equals(Files.readSymbolicLink(Paths.get("/proc/self/ns/net")));
    } catch (IOException unknown) {
      return false;
    }
  }

  /** The port that its command line or environment names; the usual one if neither does; 0 for any. */
  private static int configured(Path process) {
    int port = USUAL_PORT;
    for (String file : new String[] {"environ", "cmdline"}) {
      try {
        String words = new String(
                Files.readAllBytes(process.resolve(file)), StandardCharsets.ISO_8859_1)
            .replace('\0', '\n');
        Matcher listen = LISTEN.matcher(words);
        if (listen.find()) {
          port = Integer.parseInt(listen.group(1));
        }
      } catch (IOException | NumberFormatException unknown) {
        // The usual one is looked for.
      }
    }
    return port;
  }

  /** The configured port first, then what only this machine can reach. Others are the application's: they are left alone. */
  static List<InetSocketAddress> inOrder(List<InetSocketAddress> all, int configured) {
    List<InetSocketAddress> order = new ArrayList<>();
    for (InetSocketAddress each : all) {
      if (each.getPort() == configured) {
        boolean wildcard = each.getAddress().isAnyLocalAddress();
        order.add(
            0,
            wildcard ? new InetSocketAddress(InetAddress.getLoopbackAddress(), configured) : each);
      } else if (each.getAddress().isLoopbackAddress()) {
        order.add(each);
      }
    }
    return order;
  }

  private static int report(long pid, AgentPage page, boolean json, PrintStream out) {
    String unknown = page.askOverview();
    if (json) {
      out.println("{\"pid\":" + pid + ",\"page\":\"" + page.url() + "\",\"health\":"
          + page.healthText() + ",\"overview\":" + page.overviewText() + "}");
    } else {
      String title =
          "Tripmeter in process " + pid + ": " + (page.isUp() ? "up" : "a pool has no connection");
      out.print(RunningText.of(title, page.url(), page.health(), page.overview(), unknown));
    }
    boolean fine =
        page.isUp() && unknown == null && RunningText.problems(page.overview()).isEmpty();
    return fine ? 0 : ADVICE;
  }
}
