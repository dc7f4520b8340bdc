package example;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;

/** All that the agent shows by JMX, in one line. */
final class AttachBeans {
  private AttachBeans() {}

  static String all() throws JMException {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    TreeMap<String, Object> values = new TreeMap<>();
    for (ObjectName name :
        new TreeSet<>(server.queryNames(new ObjectName("io.tripmeter:*"), null))) {
      for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
        Object value = server.getAttribute(name, attribute.getName());
        values.put(name + " " + attribute.getName(), plain(value));
      }
    }
    return values.toString();
  }

  /** Invokes an operation without arguments of the bean for statements. */
  static String invoke(String operation) throws JMException {
    ManagementFactory.getPlatformMBeanServer()
        .invoke(new ObjectName("io.tripmeter:type=Statements"), operation, null, null);
    return "invoked";
  }

  private static Object plain(Object value) {
    if (value instanceof TabularData) {
      TreeMap<Object, Object> rows = new TreeMap<>();
      for (Object row : ((TabularData) value).values()) {
        rows.put(((CompositeData) row).get("key"), ((CompositeData) row).get("value"));
      }
      return rows;
    }
    return value instanceof Object[] ? Arrays.asList((Object[]) value) : value;
  }
}
