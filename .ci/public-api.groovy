// Leaves out of the comparison with the previous release what is marked @API(status = INTERNAL).
def internal = { element ->
    element.annotations.any { annotation ->
        annotation.fullyQualifiedName == 'org.apiguardian.api.API' &&
            annotation.elements.any { it.name == 'status' && it.oldElementValues.any { value -> "$value.valueString".contains('INTERNAL') } }
    }
}
jApiClasses.each { type ->
    type.methods.removeAll(internal)
    type.constructors.removeAll(internal)
    type.fields.removeAll(internal)
}
return jApiClasses
