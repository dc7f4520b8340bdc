package org.springframework.samples.petclinic.owner;

import java.util.function.Supplier;

/** An application that is named like the framework it is made with, as Spring's own sample is. */
public final class PetTypeFormatter implements Supplier<Object> {
  private final Supplier<Object> statement;

  public PetTypeFormatter(Supplier<Object> statement) {
    this.statement = statement;
  }

  @Override
  public Object get() {
    return statement.get();
  }
}
