package io.tripmeter.signals.jmx;

import io.tripmeter.config.RuntimeSettings;
import io.tripmeter.signals.metrics.PoolsView;
import io.tripmeter.signals.metrics.WatchedPool;
import io.tripmeter.signals.statements.TopStatements;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/**
 * Registers an MBean for each pool, one for the statements, and one for the settings. Must not be created before the application's first pool: an application server may
 * choose its own MBean server, and has done so by then. One thread at a time.
 */
final class JmxBeans implements PoolsView {
  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
  private final Map<WatchedPool, ObjectName> names = new HashMap<>();

  JmxBeans(TopStatements statements, RuntimeSettings settings) {
    register("Statements", new StatementsBean(statements), StatementsMXBean.class);
    register("Settings", new SettingsBean(settings), SettingsMXBean.class);
  }

  private <T> void register(String type, T bean, Class<T> seenAs) {
    try {
      server.registerMBean(
          new StandardMBean(bean, seenAs, true), new ObjectName("io.tripmeter:type=" + type));
    } catch (JMException | RuntimeException e) {
      // As with a pool, only this view is missing.
      return;
    }
  }

  @Override
  public void refresh(List<WatchedPool> open) {
    for (Iterator<Map.Entry<WatchedPool, ObjectName>> all = names.entrySet().iterator();
        all.hasNext(); ) {
      Map.Entry<WatchedPool, ObjectName> registered = all.next();
      if (!open.contains(registered.getKey())) {
        all.remove();
        unregister(registered.getValue());
      }
    }
    for (WatchedPool pool : open) {
      if (!names.containsKey(pool)) {
        register(pool);
      }
    }
  }

  private void register(WatchedPool pool) {
    try {
      ObjectName name = freeName(pool.name());
      server.registerMBean(new StandardMBean(new PoolBean(pool), PoolMXBean.class, true), name);
      names.put(pool, name);
    } catch (JMException | RuntimeException e) {
      // If the MBean server rejects the bean, for instance because of a security manager, only
      // this view is missing.
      return;
    }
  }

  /** Pools in different web applications may have the same name. The later ones get a number. */
  private ObjectName freeName(String pool) throws JMException {
    String base = "io.tripmeter:type=Pool,name=" + ObjectName.quote(pool);
    ObjectName name = new ObjectName(base);
    for (int instance = 2; server.isRegistered(name); instance++) {
      name = new ObjectName(base + ",instance=" + instance);
    }
    return name;
  }

  private void unregister(ObjectName name) {
    try {
      server.unregisterMBean(name);
    } catch (JMException | RuntimeException e) {
      // It was already removed.
      return;
    }
  }
}
