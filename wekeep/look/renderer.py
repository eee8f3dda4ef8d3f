"""How every form is drawn: our own templates, with label, hint and error tied to the field they speak of."""

from django.forms.renderers import TemplatesSetting


class FormRenderer(TemplatesSetting):
    """For settings.FORM_RENDERER: `{{ form }}` and `{{ field.as_field_group }}` come out accessible and phone-sized."""

    form_template_name = "look/forms/form.html"
    field_template_name = "look/forms/field.html"
