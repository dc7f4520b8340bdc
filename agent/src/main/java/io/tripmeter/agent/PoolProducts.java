package io.tripmeter.agent;

import io.tripmeter.pool.PoolProduct;
import io.tripmeter.pool.SecondPools;
import io.tripmeter.pool.agroal.Agroal;
import io.tripmeter.pool.c3p0.C3p0;
import io.tripmeter.pool.dbcp.Dbcp2;
import io.tripmeter.pool.druid.Druid;
import io.tripmeter.pool.hikari.HikariCp;
import io.tripmeter.pool.tomcat.TomcatJdbc;
import io.tripmeter.pool.ucp.Ucp;
import io.tripmeter.pool.vibur.Vibur;
import io.tripmeter.weave.Relocatable;
import io.tripmeter.weave.Weaving;
import java.util.ArrayList;
import java.util.List;

/** THE list of pool products. A new one is a package and a line here. */
final class PoolProducts {
  private static final PoolProduct[] ALL = {
    new HikariCp(),
    new Agroal(),
    new TomcatJdbc(),
    new C3p0(),
    Dbcp2.ofCommons(),
    Dbcp2.ofTomcat(),
    new Vibur(),
    new Ucp(),
    new Druid()
  };

  private PoolProducts() {}

  /** Each at the index that its advice calls with. */
  static PoolProduct[] all() {
    return ALL.clone();
  }

  /** Where to weave for all of them. */
  static List<Weaving> weavings() {
    List<Weaving> weavings = new ArrayList<>();
    for (int product = 0; product < ALL.length; product++) {
      weavings.addAll(ALL[product].weavings(product));
    }
    return weavings;
  }

  /** Where to weave only if there is a replica. */
  static List<Weaving> tellers() {
    List<Weaving> weavings = new ArrayList<>();
    for (PoolProduct product : ALL) {
      SecondPools second = product.secondPools();
      if (second != null) {
        weavings.addAll(second.tellers());
      }
    }
    return weavings;
  }

  /** Those that builds put into packages of their own. */
  static List<Relocatable> relocatable() {
    List<Relocatable> relocatable = new ArrayList<>();
    for (int product = 0; product < ALL.length; product++) {
      Relocatable one = ALL[product].relocatable(product);
      if (one != null) {
        relocatable.add(one);
      }
    }
    return relocatable;
  }

  /** The beginning of the names of each one's classes, as the JVM spells them: the first of them to be loaded foretells a pool. */
  static List<String> packages() {
    List<String> packages = new ArrayList<>();
    for (PoolProduct product : ALL) {
      packages.add(product.classes());
    }
    return packages;
  }
}
