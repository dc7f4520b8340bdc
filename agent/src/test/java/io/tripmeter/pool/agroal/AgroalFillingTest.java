package io.tripmeter.pool.agroal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AgroalFillingTest {
  /** A configuration that the application has implemented itself. */
  public static final class Own {
    public int initialSize() {
      return 2;
    }
  }

  @Test
  void aConfigurationWithoutASupplierDoesNotTakeAnotherInitialSize() throws Exception {
    assertTrue(new AgroalFilling().setInitialSize(new Own(), 2));
    assertFalse(new AgroalFilling().setInitialSize(new Own(), 3));
  }
}
