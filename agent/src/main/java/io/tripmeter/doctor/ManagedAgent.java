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
import java.util.Collections;
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
import org.jspecify.annotations.Nullable;

/** Asks the MBeans of a running JVM, as jconsole does: attaches by the JDK's API and starts the local connector there. Needs a JDK. */
final class ManagedAgent {
  private static final int ADVICE = 1;
  private static final String[] TEXTS = {"Product", "Pooler"};
  private static final String[] NUMBERS = {"Idle", "Used", "Pending"};

  private ManagedAgent() {}

  /** Always 1: the MBeans do not tell what is wrong. */
  static int report(long pid, boolean json, PrintStream out) throws CannotException {
    List<Map<String, @Nullable Object>> pools = pools(pid);
    if (json) {
      out.println(json(pid, pools));
    } else {
      out.print(text(pid, pools));
    }
    return ADVICE;
  }

  private static Json json(long pid, List<Map<String, @Nullable Object>> pools) {
    Json all = new Json().beginObject().number("pid", pid).nothing("page").beginArray("pools");
    for (Map<String, @Nullable Object> pool : pools) {
      all.beginObject();
      for (Map.Entry<String, @Nullable Object> each : pool.entrySet()) {
        Object value = each.getValue();
        if (value instanceof Number) {
          all.number(each.getKey(), ((Number) value).longValue());
        } else {
          all.text(each.getKey(), (String) value);
        }
      }
      all.endObject();
    }
    return all.endArray().nothing("overview").endObject();
  }

  static String text(long pid, List<Map<String, @Nullable Object>> pools) {
    boolean empty = false;
    for (Map<String, @Nullable Object> pool : pools) {
      empty |= Long.valueOf(0).equals(pool.get("Idle"))
          && Long.valueOf(0).equals(pool.get("Used"))
          && pool.get("Pending") instanceof Number
          && ((Number) pool.get("Pending")).longValue() > 0;
    }
    String title = "Tripmeter in process " + pid + (empty ? ": a pool has no connection" : "")
        + ". Its page was not found, this is from JMX";
    return RunningText.of(
        title, null, Collections.singletonMap("pools", pools), null, "only the page tells it");
  }

  /** The connector's address is what that JVM's own management agent has given. */
  @SuppressWarnings("BanJNDI")
  private static List<Map<String, @Nullable Object>> pools(long pid) throws CannotException {
    try (JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(address(pid)))) {
      MBeanServerConnection beans = connector.getMBeanServerConnection();
      Set<ObjectName> names =
          new TreeSet<>(beans.queryNames(new ObjectName("io.tripmeter:*"), null));
      if (names.isEmpty()) {
        throw new CannotException("process " + pid
            + " has no MBeans of Tripmeter: it has no Tripmeter, or no pool of it was used yet");
      }
      List<Map<String, @Nullable Object>> pools = new ArrayList<>();
      for (ObjectName name : names) {
        if ("Pool".equals(name.getKeyProperty("type"))) {
          pools.add(pool(beans, name));
        }
      }
      return pools;
    } catch (IOException | JMException | LinkageError unanswered) {
      throw new CannotException(
          "process " + pid + " does not answer by JMX: " + unanswered.getClass().getSimpleName());
    }
  }

  private static Map<String, @Nullable Object> pool(MBeanServerConnection beans, ObjectName name)
      throws IOException, JMException {
    Map<String, @Nullable Object> pool = new LinkedHashMap<>();
    pool.put("name", String.valueOf(beans.getAttribute(name, "Name")));
    for (String each : TEXTS) {
      pool.put(each, String.valueOf(beans.getAttribute(name, each)));
    }
    for (String each : NUMBERS) {
      long value = ((Number) beans.getAttribute(name, each)).longValue();
      pool.put(each, value < 0 ? null : (Object) value);
    }
    return pool;
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
