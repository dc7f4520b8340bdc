package io.tripmeter.sample;

record Contractor(long id, String name, String trade, String phone) {}
