"""Network -> Plan."""
