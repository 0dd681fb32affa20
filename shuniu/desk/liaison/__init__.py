"""联络员与承办人: what one body is asked, in its own words and with what it gave before; and the case two bodies dispute."""
