package io.tripmeter.agent;

import io.tripmeter.weave.Weaving;
import java.util.Arrays;
import java.util.List;

/**
 * Class loaders that look for a class in the bootstrap loader only if its package is named in a configuration: those of JBoss Modules (member
 * names as read in 1.3 and 2.1), Felix (4.0 and 7.0) and Equinox (3.12 and 3.24).
 */
final class HidingLoaders {
  private static final String ADVICE = "HidingLoaderAdvice";
  private static final String ONE = "loadClass(Ljava/lang/String;)";
  private static final String TWO = "loadClass(Ljava/lang/String;Z)";

  private HidingLoaders() {}

  static List<Weaving> weavings() {
    return Arrays.asList(
        Weaving.into("org.jboss.modules.ConcurrentClassLoader").advise(ADVICE, ONE, TWO),
        Weaving.into("org.apache.felix.framework.BundleWiringImpl$BundleClassLoader")
            .advise(ADVICE, TWO),
        Weaving.into("org.eclipse.osgi.internal.loader.ModuleClassLoader").advise(ADVICE, TWO));
  }
}
