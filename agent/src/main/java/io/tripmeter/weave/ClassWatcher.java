package io.tripmeter.weave;

import io.tripmeter.log.Log;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sees every class as it is loaded and lets almost all pass: one look-up by name, for the application's own classes one walk through the
 * constant pool. ASM is loaded with the first class of pgjdbc, or of a pool that can see it. Servers' classes wait for that too, and
 * are changed afterwards by retransformation: a program that never touches PostgreSQL pays nothing for them.
 */
public final class ClassWatcher implements ClassFileTransformer {
  private static final String BOOT = "io.tripmeter.boot.ThreadState";

  private final Map<String, List<Weaving>> byName = new HashMap<>();
  private final WovenAhead ahead = new WovenAhead();
  private final List<Weaving> driver;
  private final List<Weaving> pools;
  private final String driverResource;
  private final DescriptorScan scan;
  private final FirstSight firstSight;
  private final ClassLoader ownLoader = ClassWatcher.class.getClassLoader();
  private final DeferredClasses deferred;
  private final List<String> poolPackages;
  private final RelocatedClasses relocated;
  private volatile boolean driverSeen;
  private final Set<String> early = new HashSet<>();
  private final Set<String> atOnce = new HashSet<>();
  private String awaited = "";
  private @Nullable Runnable whenSeen;

  /** What an operator has named, by class: known when the configuration is read. */
  private volatile Map<String, List<Weaving>> later = Collections.emptyMap();

  private volatile boolean off;

  /** Told once, on the thread that loads it, when the first class of the driver or of a pool is seen. */
  public interface FirstSight {
    /** False if nothing is to be changed after all. */
    boolean seen();

    /** Whether to change classes that are changed {@linkplain #changeEarly early}. */
    boolean wantsEarly();

    /** Whether to change classes that are changed {@linkplain #changeAtOnce at once}. */
    boolean isEnabled();
  }

  /**
   * @param driver in the order in which a first connection needs its classes; the first one is the driver itself
   * @param pools and whatever else uses connections
   * @param servers what waits until one of the former is seen
   * @param poolPackages the beginnings of the names of pools' classes, as the JVM spells them
   * @param relocatable libraries that may be in other packages, the driver first
   */
  public ClassWatcher(
      List<Weaving> driver,
      List<Weaving> pools,
      List<Weaving> servers,
      List<String> poolPackages,
      List<Relocatable> relocatable,
      FirstSight firstSight) {
    this.firstSight = firstSight;
    this.poolPackages = poolPackages;
    relocated = new RelocatedClasses(relocatable);
    this.driver = driver;
    this.pools = pools;
    driverResource = driver.get(0).target() + ".class";
    List<Weaving> byDescriptor = new ArrayList<>();
    for (Weaving weaving : driver) {
      addNamed(weaving);
    }
    for (Weaving weaving : pools) {
      addNamed(weaving);
    }
    for (Weaving weaving : servers) {
      if (weaving.isByDescriptor()) {
        byDescriptor.add(weaving);
      } else {
        addNamed(weaving);
      }
    }
    deferred = new DeferredClasses(servers);
    scan = new DescriptorScan(byDescriptor);
  }

  /** Before this is added to the JVM: one class, as the JVM spells it, whose loading somebody waits for. */
  public void tell(String className, Runnable seen) {
    awaited = className;
    whenSeen = seen;
  }

  /**
   * Before this is added to the JVM: a class whose objects may be made long before the driver or a pool is seen. It is changed when it is loaded
   * where the driver could be loaded too, else as soon as the driver is seen.
   */
  public void changeEarly(Weaving weaving) {
    addNamed(weaving);
    early.add(weaving.target());
  }

  /** Before this is added to the JVM: a class that is changed when it is loaded, whether or not anything of the database's has been seen. */
  public void changeAtOnce(Weaving weaving) {
    addNamed(weaving);
    atOnce.add(weaving.target());
  }

  /** While {@link FirstSight#seen} is called, once: further classes that wait, as servers' do. */
  public void add(List<Weaving> more) {
    Map<String, List<Weaving>> added = new HashMap<>();
    for (Weaving weaving : more) {
      added.put(weaving.target(), Collections.singletonList(weaving));
      deferred.add(weaving.target());
      relocated.add(weaving);
    }
    later = added;
  }

  private @Nullable List<Weaving> withLater(String name, @Nullable List<Weaving> found) {
    List<Weaving> added = later.get(name);
    if (found == null || added == null) {
      return found == null ? added : found;
    }
    List<Weaving> both = new ArrayList<>(found);
    both.addAll(added);
    return both;
  }

  /** The one of the pools' packages that this class is in, or null. */
  private @Nullable String poolPackage(String name) {
    for (int i = 0; i < poolPackages.size(); i++) {
      if (name.startsWith(poolPackages.get(i))) {
        return poolPackages.get(i);
      }
    }
    return null;
  }

  private void addNamed(Weaving weaving) {
    List<Weaving> named = byName.get(weaving.target());
    if (named == null) {
      named = new ArrayList<>(1);
      byName.put(weaving.target(), named);
    }
    named.add(weaving);
  }

  /** The pool's configuration: the first connection is some moments away. */
  private void beginAhead(ClassLoader loader, String name) {
    String pool = poolPackage(name);
    if (pool != null && seesOwnDriver(loader) && isOn()) {
      ahead.begin(loader, neededAfter(name, pool));
    }
  }

  /** The classes of the pool that this one belongs to, then the driver's. */
  private Map<String, List<Weaving>> neededAfter(String name, String pool) {
    Map<String, List<Weaving>> needed = new LinkedHashMap<>();
    for (Weaving weaving : pools) {
      if (weaving.target().startsWith(pool)) {
        add(weaving, needed);
      }
    }
    for (Weaving weaving : driver) {
      add(weaving, needed);
    }
    needed.remove(name);
    return needed;
  }

  private void add(Weaving weaving, Map<String, List<Weaving>> to) {
    List<Weaving> named = byName.get(weaving.target());
    if (named != null) {
      to.put(weaving.target(), named);
    }
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] bytes) {
    if (name == null || loader == ownLoader) {
      return null;
    }
    try {
      if (!driverSeen && !off && loader != null) {
        beginAhead(loader, name);
      }
      if (whenSeen != null && name.equals(awaited)) {
        whenSeen.run();
      }
      deferred.loading(loader, name);
      List<Weaving> named = byName.get(name);
      if (named != null && !deferred.contains(name)) {
        if (atOnce.contains(name)) {
          return firstSight.isEnabled() ? Weaver.weave(name, bytes, named) : null;
        }
        return early.contains(name)
            ? transformEarly(loader, name, bytes, named)
            : transformDatabase(loader, name, bytes, named);
      }
      RelocatedClasses.Found moved =
          named != null || loader == null || off ? null : relocated.find(loader, name);
      if (moved != null) {
        return moved.isDrivers || driverSeen || seesDriver(loader)
            ? transformSeen(loader, name, bytes, moved.weavings)
            : null;
      }
      List<Weaving> found =
          withLater(name, named != null || loader == null ? named : scan.find(bytes));
      if (found == null) {
        return null;
      }
      if (!driverSeen) {
        deferred.add(name);
        return null;
      }
      return seesBoot(loader) ? Weaver.weave(name, bytes, found) : null;
    } catch (Throwable failure) {
      Log.warn("class left as it is, Tripmeter could not change it")
          .field("class", name.replace('/', '.'))
          .error(failure)
          .once("weave " + name)
          .write();
      return null;
    }
  }

  private byte @Nullable [] transformDatabase(
      @Nullable ClassLoader loader, String name, byte[] bytes, List<Weaving> weavings) {
    if (!driverSeen && !seesDriver(loader)) {
      // A pool of another database's connections.
      return null;
    }
    return transformSeen(loader, name, bytes, weavings);
  }

  private byte @Nullable [] transformSeen(
      @Nullable ClassLoader loader, String name, byte[] bytes, List<Weaving> weavings) {
    if (!seesBoot(loader) || !isOn()) {
      return null;
    }
    byte[] ready = ahead.take(loader, name, bytes);
    return ready != null ? ready : Weaver.weave(name, bytes, weavings);
  }

  private byte @Nullable [] transformEarly(
      @Nullable ClassLoader loader, String name, byte[] bytes, List<Weaving> weavings) {
    if (!driverSeen && !seesDriver(loader)) {
      deferred.add(name);
      return null;
    }
    return !off && firstSight.wantsEarly() && seesBoot(loader)
        ? Weaver.weave(name, bytes, weavings)
        : null;
  }

  /** In its own package or, as a service, in another. */
  private boolean seesDriver(@Nullable ClassLoader loader) {
    try {
      return loader != null && (seesOwnDriver(loader) || relocated.offersDriver(loader));
    } catch (Throwable odd) {
      return false;
    }
  }

  private boolean seesOwnDriver(ClassLoader loader) {
    try {
      return loader.getResource(driverResource) != null;
    } catch (Throwable odd) {
      // An application's loader may do, and throw, anything.
      return false;
    }
  }

  /** Inlined code could not run where a loader hides the bootstrap loader's packages, as OSGi's and JBoss Modules' do. */
  private static boolean seesBoot(@Nullable ClassLoader loader) {
    try {
      if (Class.forName(BOOT, false, loader).getClassLoader() == null) {
        return true;
      }
      Log.warn(
              "a second copy of Tripmeter's classes hides the agent's own, what is loaded there is left as it is: take"
                  + " tripmeter-agent.jar out of the application's libraries")
          .field("loader", loader == null ? null : loader.getClass().getName())
          .once("copy")
          .write();
      return false;
    } catch (Throwable hidden) {
      Log.warn(
              "the application's class loader hides Tripmeter's classes: let it delegate the package io.tripmeter.boot to the"
                  + " bootstrap loader (OSGi: org.osgi.framework.bootdelegation, JBoss Modules: jboss.modules.system.pkgs)")
          .once("hidden")
          .write();
      return false;
    }
  }

  private synchronized boolean isOn() {
    if (!driverSeen && !off) {
      off = !firstSight.seen();
      driverSeen = !off;
    }
    return driverSeen;
  }

  /** Changes the servers' classes that were loaded before the driver was seen. */
  public void retransformWaiting(Instrumentation instrumentation) {
    deferred.change(instrumentation);
  }
}
