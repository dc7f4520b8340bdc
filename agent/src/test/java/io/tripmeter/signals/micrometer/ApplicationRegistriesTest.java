package io.tripmeter.signals.micrometer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tripmeter.signals.metrics.Telemetry;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ApplicationRegistriesTest {
  private final Telemetry telemetry = new Telemetry(Runnable::run);
  private final ApplicationRegistries registries = new ApplicationRegistries();

  private void show() {
    registries.show(telemetry.catalogue().series());
  }

  private <T extends MeterRegistry> T used(T registry) {
    registry.counter("shop.orders").increment();
    assertTrue(registries.take(registry));
    return registry;
  }

  private static boolean shows(MeterRegistry registry) {
    return registry.find("tripmeter.slow_queries").functionCounter() != null;
  }

  private static final class Broken extends SimpleMeterRegistry {
    private boolean broken;

    @Override
    public boolean isClosed() {
      fail();
      return super.isClosed();
    }

    private void fail() {
      if (broken) {
        throw new IllegalStateException("of the application's registry");
      }
    }
  }

  /** The order in which they are looked at is that of their identities, so there are several. */
  @Test
  void aRegistryThatCannotBeReadHidesTheSeriesFromNoOther() {
    used(new Broken()).broken = true;
    used(new SimpleMeterRegistry() {
      @Override
      public List<Meter> getMeters() {
        throw new IllegalStateException("of the application's registry");
      }
    });
    used(new CompositeMeterRegistry() {
      @Override
      public Set<MeterRegistry> getRegistries() {
        throw new IllegalStateException("of the application's registry");
      }
    });
    for (int i = 0; i < 5; i++) {
      SimpleMeterRegistry good = used(new SimpleMeterRegistry());
      show();
      assertTrue(shows(good));
    }
  }

  @Test
  void aRegistryThatCannotBeReadForAWhileShowsTheSeriesOnce() {
    Broken registry = used(new Broken());
    show();
    int meters = registry.getMeters().size();
    registry.broken = true;
    show();
    registry.broken = false;
    show();
    assertEquals(meters, registry.getMeters().size());
    assertTrue(shows(registry));
  }

  @Test
  void oneRegistryMoreThanTheMostTakesThePlaceOfOneThatIsClosed() {
    List<SimpleMeterRegistry> all = new ArrayList<>();
    for (int i = 0; i <= ApplicationRegistries.MOST; i++) {
      all.add(used(new SimpleMeterRegistry()));
    }
    SimpleMeterRegistry last = all.get(ApplicationRegistries.MOST);
    show();
    assertEquals(
        ApplicationRegistries.MOST,
        all.stream().filter(ApplicationRegistriesTest::shows).count());
    assertFalse(shows(last));
    all.get(0).close();
    show();
    assertTrue(shows(last));
  }

  /** Micrometer gives away its own set, which another thread may change. */
  @Test
  void aCompositeThatChangesWhileItIsReadShowsTheSeries() {
    SimpleMeterRegistry leaf = new SimpleMeterRegistry();
    int[] changes = {2};
    used(new CompositeMeterRegistry() {
          @Override
          public Set<MeterRegistry> getRegistries() {
            Set<MeterRegistry> now = super.getRegistries();
            return new AbstractSet<MeterRegistry>() {
              @Override
              public Iterator<MeterRegistry> iterator() {
                return now.iterator();
              }

              @Override
              public int size() {
                return now.size();
              }

              @Override
              public Object[] toArray() {
                if (changes[0]-- > 0) {
                  throw new ConcurrentModificationException();
                }
                return super.toArray();
              }
            };
          }
        })
        .add(leaf);
    show();
    assertTrue(shows(leaf));
  }
}
