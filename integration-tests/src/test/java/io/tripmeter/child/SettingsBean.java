package io.tripmeter.child;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.tripmeter.testing.ForkedJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The agent's MBean of the settings, as a console sees it that is attached to the application's JVM. */
public final class SettingsBean implements AutoCloseable {
  private final JMXConnector connector;
  private final ObjectName name;

  private SettingsBean(JMXConnector connector, ObjectName name) {
    this.connector = connector;
    this.name = name;
  }

  /** Returns when it is there: beans are registered beside the application. */
  public static SettingsBean of(ForkedJvm jvm) {
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(jvm.pid()));
      JMXServiceURL url = new JMXServiceURL(machine.startLocalManagementAgent());
      machine.detach();
      SettingsBean bean = new SettingsBean(
          JMXConnectorFactory.connect(url), new ObjectName("io.tripmeter:type=Settings"));
      Eventually.equal(true, bean::isRegistered, jvm::output);
      return bean;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (AttachNotSupportedException | JMException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean isRegistered() {
    try {
      return server().isRegistered(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private MBeanServerConnection server() throws IOException {
    return connector.getMBeanServerConnection();
  }

  /** What the bean answers, or the message of its refusal. */
  public String set(String key, String value) {
    return invoke("set", key, value);
  }

  public String unset(String key) {
    return invoke("unset", key);
  }

  private String invoke(String operation, String... arguments) {
    String[] types = new String[arguments.length];
    Arrays.fill(types, String.class.getName());
    try {
      return (String) server().invoke(name, operation, arguments, types);
    } catch (RuntimeMBeanException refused) {
      return refused.getCause().getMessage();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Value and source by key, as {@code 500ms (default)}. */
  public Map<String, String> shown() {
    Map<String, String> shown = new TreeMap<>();
    try {
      for (CompositeData each : (CompositeData[]) server().getAttribute(name, "Settings")) {
        shown.put((String) each.get("key"), each.get("value") + " (" + each.get("source") + ")");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
    return shown;
  }

  @Override
  public void close() {
    try {
      connector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
