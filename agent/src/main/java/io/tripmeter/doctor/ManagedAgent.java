package io.tripmeter.doctor;

import io.tripmeter.signals.overview.Json;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Asks the MBeans of a running JVM, as jconsole does: attaches by the JDK's API and starts the local connector there. Needs a JDK. */
final class ManagedAgent {
  private static final String[] ATTRIBUTES = {"Product", "Pooler"};

  private ManagedAgent() {}

  static int report(long pid, boolean json, PrintStream out) throws CannotException {
    List<Map<String, String>> pools = pools(pid);
    if (json) {
      Json all = new Json().beginObject().number("pid", pid).nothing("page").beginArray("pools");
      for (Map<String, String> pool : pools) {
        all.beginObject();
        pool.forEach(all::text);
        all.endObject();
      }
      out.println(all.endArray().endObject());
      return 0;
    }
    out.println("Tripmeter in process " + pid + ": its page was not found, this is from JMX");
    for (Map<String, String> pool : pools) {
      out.println("  Pool " + String.join(", ", pool.values()));
    }
    return 0;
  }

  /** The connector's address is what that JVM's own management agent has given. */
  @SuppressWarnings("BanJNDI")
  private static List<Map<String, String>> pools(long pid) throws CannotException {
    try (JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(address(pid)))) {
      MBeanServerConnection beans = connector.getMBeanServerConnection();
      Set<ObjectName> names =
          new TreeSet<>(beans.queryNames(new ObjectName("io.tripmeter:*"), null));
      if (names.isEmpty()) {
        throw new CannotException("process " + pid
            + " has no MBeans of Tripmeter: it has no Tripmeter, or no pool of it was used yet");
      }
      List<Map<String, String>> pools = new ArrayList<>();
      for (ObjectName name : names) {
        if ("Pool".equals(name.getKeyProperty("type"))) {
          Map<String, String> pool = new LinkedHashMap<>();
          pool.put("name", String.valueOf(beans.getAttribute(name, "Name")));
          for (String each : ATTRIBUTES) {
            pool.put(each, String.valueOf(beans.getAttribute(name, each)));
          }
          pools.add(pool);
        }
      }
      return pools;
    } catch (IOException | JMException | LinkageError unanswered) {
      throw new CannotException(
          "process " + pid + " does not answer by JMX: " + unanswered.getClass().getSimpleName());
    }
  }

  /** com.sun.tools.attach.VirtualMachine is not in every runtime. */
  private static String address(long pid) throws CannotException {
    try {
      Class<?> machine = loader().loadClass("com.sun.tools.attach.VirtualMachine");
      Object attached = machine.getMethod("attach", String.class).invoke(null, Long.toString(pid));
      try {
        return String.valueOf(machine.getMethod("startLocalManagementAgent").invoke(attached));
      } finally {
        machine.getMethod("detach").invoke(attached);
      }
    } catch (InvocationTargetException refused) {
      throw new CannotException("process " + pid + " cannot be attached to, "
          + refused.getTargetException().getClass().getSimpleName()
          + ": it is no JVM, belongs to another user, or does not answer");
    } catch (ReflectiveOperationException | IOException | LinkageError none) {
      throw new CannotException(
          "process " + pid
              + " has no page of Tripmeter that could be asked, and attaching needs a JDK: run this with one");
    }
  }

  /** Up to Java 8 the API is in a jar that no loader knows. */
  private static ClassLoader loader() throws MalformedURLException {
    File tools = new File(System.getProperty("java.home", ""), "../lib/tools.jar");
    return tools.isFile()
        ? new URLClassLoader(new URL[] {tools.toURI().toURL()}, null)
        : ClassLoader.getSystemClassLoader();
  }
}
