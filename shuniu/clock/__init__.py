"""日历与时限: working days with make-up days as data, time words turned into dates, and errands that fall due."""
