package org.springframework.samples.petclinic.owner;

/** The type of the bound parameter. */
public record PetType(String name) {}
