"""Indicators of the handbook that no record kind of this program feeds yet, and those only entered above."""

from desktop.services.definitions.definition import awaits

awaits("media_item", "media_frequency", "periods", every="month", outlet_levels=())
awaits("tip_off", "tip_offs_timely", "tip_offs")
awaits("team", "team_consolidated", "yes_no", team_kind="team_178")
awaits("pilot_model", "pilot_model_run", "yes_no", communes="any")
awaits("commune_status", "commune_healthy", "yes_no")
awaits("commune_status", "commune_key_area", "yes_no")
awaits("violation_tally", "rings_broken", "rings")
awaits("violation_tally", "cases_tried", "cases")
awaits("violation_tally", "crime_handled_growth", "percent", upper=None)
# Counted at the provincial offices, by nobody in a commune.
awaits(None, "provincial_staff_trained", "people")
